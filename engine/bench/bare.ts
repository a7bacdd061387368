// A program as most are written: resources, and nothing around them.
import { registerResources } from "./resources";

registerResources();
