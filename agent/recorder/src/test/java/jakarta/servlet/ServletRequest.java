package jakarta.servlet;

/** As the API's own is named: all that is looked at. */
public interface ServletRequest {}
