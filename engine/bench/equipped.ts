// The same resources with what our own program starts with.
import "../../infra/start";
import { registerResources } from "./resources";

registerResources();
