package io.connwake.weaving;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes through byte-buddy's class-file layer. */
final class VisitedCode implements HookCode {
    private final MethodVisitor code;

    VisitedCode(MethodVisitor code) {
        this.code = code;
    }

    @Override
    public void loadObject(int local) {
        code.visitVarInsn(Opcodes.ALOAD, local);
    }

    @Override
    public void loadInt(int local) {
        code.visitVarInsn(Opcodes.ILOAD, local);
    }

    @Override
    public void push(int number) {
        code.visitLdcInsn(number);
    }

    @Override
    public void push(String text) {
        code.visitLdcInsn(text);
    }

    @Override
    public void pushClass(String name) {
        code.visitLdcInsn(Type.getObjectType(name));
    }

    @Override
    public void pushNull() {
        code.visitInsn(Opcodes.ACONST_NULL);
    }

    @Override
    public void pushZero() {
        code.visitInsn(Opcodes.ICONST_0);
    }

    @Override
    public void dup() {
        code.visitInsn(Opcodes.DUP);
    }

    @Override
    public void swap() {
        code.visitInsn(Opcodes.SWAP);
    }

    @Override
    public void call(String name, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HookCalls.HOOKS, name, descriptor, false);
    }
}
