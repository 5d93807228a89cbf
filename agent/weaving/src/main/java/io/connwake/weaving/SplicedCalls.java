package io.connwake.weaving;

/** Writes instructions as they stand in a class file. */
final class SplicedCalls implements HookCode {
    private static final int ACONST_NULL = 1;
    private static final int ICONST_0 = 3;
    private static final int LDC = 18;
    private static final int LDC_W = 19;
    private static final int ILOAD = 21;
    private static final int ALOAD = 25;
    private static final int ILOAD_0 = 26;
    private static final int ALOAD_0 = 42;
    private static final int SHORT_FORMS = 4;
    private static final int DUP = 89;
    private static final int SWAP = 95;
    private static final int INVOKESTATIC = 184;
    private static final int ATHROW = 191;

    private final Constants constants;
    private final Tape code = new Tape(64);

    SplicedCalls(Constants constants) {
        this.constants = constants;
    }

    /** What was written since it was asked last. */
    byte[] take() {
        byte[] written = code.toBytes();
        code.cut(0);
        return written;
    }

    void rethrow() {
        code.u1(ATHROW);
    }

    @Override
    public void loadObject(int local) {
        load(ALOAD, ALOAD_0, local);
    }

    @Override
    public void loadInt(int local) {
        load(ILOAD, ILOAD_0, local);
    }

    @Override
    public void push(int number) {
        constant(constants.number(number));
    }

    @Override
    public void push(String text) {
        constant(constants.text(text));
    }

    @Override
    public void pushClass(String name) {
        constant(constants.type(name));
    }

    @Override
    public void pushNull() {
        code.u1(ACONST_NULL);
    }

    @Override
    public void pushZero() {
        code.u1(ICONST_0);
    }

    @Override
    public void dup() {
        code.u1(DUP);
    }

    @Override
    public void swap() {
        code.u1(SWAP);
    }

    @Override
    public void call(String name, String descriptor) {
        code.u1(INVOKESTATIC);
        code.u2(constants.method(HookCalls.HOOKS, name, descriptor));
    }

    private void load(int opcode, int shortest, int local) {
        if (local < SHORT_FORMS) {
            code.u1(shortest + local);
        } else {
            code.u1(opcode);
            code.u1(local);
        }
    }

    private void constant(int entry) {
        if (entry <= 0xFF) {
            code.u1(LDC);
            code.u1(entry);
        } else {
            code.u1(LDC_W);
            code.u2(entry);
        }
    }
}
