import { recordClasses, retentionRules, type DataClassification } from "../../../content/retention";
import { NO_RECORDS } from "../../evaluation/tags";

/** From what anybody may read to what must not leave its jurisdiction; the last two need the same care. */
const CARE: Readonly<Record<DataClassification, number>> = {
  public: 0,
  internal: 1,
  confidential: 2,
  personal: 3,
  regulated: 3,
};

export const classifications = Object.keys(CARE) as DataClassification[];

export function isClassification(text: string): text is DataClassification {
  return Object.hasOwn(CARE, text);
}

/** Whether one classification asks for less care than another. */
export function isWeaker(one: DataClassification, other: DataClassification): boolean {
  return CARE[one] < CARE[other];
}

/** The values that the tags know; a tag that is not here may say anything, but something. */
export const allowedValues: Readonly<Record<string, readonly string[]>> = {
  "record-class": [...recordClasses, NO_RECORDS],
  "data-classification": classifications,
};

/** The classification that a class needs at least. */
export function classificationFor(recordClass: keyof typeof retentionRules): DataClassification {
  return retentionRules[recordClass].classification;
}
