import { servePack } from "../serve";
import { accessPack } from "./table";

servePack(accessPack);
