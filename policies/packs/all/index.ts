import { packs } from "../packs";
import { serve } from "../serve";

serve({ name: "pharos", description: "All of Pharos' policy packs in one process" }, packs);
