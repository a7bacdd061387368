import { servePack } from "../serve";
import { encryptionPack } from "./index";

servePack(encryptionPack);
