import { bundleCommandLine } from "./bundle.mjs";

await bundleCommandLine();
