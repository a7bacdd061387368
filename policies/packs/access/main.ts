import { servePack } from "../serve";
import { accessPack } from "./index";

servePack(accessPack);
