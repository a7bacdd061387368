import { servePack } from "../serve";
import { workloadsPack } from "./table";

servePack(workloadsPack);
