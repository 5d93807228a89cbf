package com.example.driver;

import java.nio.charset.StandardCharsets;
import javax.transaction.xa.Xid;

/** The one branch of a distributed transaction. */
record Branch(String name) implements Xid {
    private static final int FORMAT = 7;

    @Override
    public int getFormatId() {
        return FORMAT;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
