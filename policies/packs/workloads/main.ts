import { servePack } from "../serve";
import { workloadsPack } from "./index";

servePack(workloadsPack);
