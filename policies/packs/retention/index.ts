import { servePack } from "../serve";
import { retentionPack } from "./table";

servePack(retentionPack);
