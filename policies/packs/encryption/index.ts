import { servePack } from "../serve";
import { encryptionPack } from "./table";

servePack(encryptionPack);
