dev.handoff.notebook.IJava.install();
