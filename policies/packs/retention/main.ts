import { servePack } from "../serve";
import { retentionPack } from "./index";

servePack(retentionPack);
