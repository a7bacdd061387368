import { isMap, valueAt } from "../images/path";
import { pairsOf, type Difference, type Manifest } from "./difference";

/** Fields that are named of one version of a definition; the rest is counted. */
const FIELDS_NAMED = 5;

/** What changes in custom resource definitions, and what that does to the objects made of them. */
export function definitionChanges(before: readonly Manifest[], after: readonly Manifest[]): Difference[] {
  const pairs = pairsOf(before.filter(isDefinition), after.filter(isDefinition));
  return pairs.flatMap(({ old, new: young }) => {
    const name = String(valueAt(old ?? young, "metadata > name"));
    const found = changesOf(name, old, young);
    return found.map(({ what, ...rest }): Difference => ({
      class: "definition",
      subject: name,
      what,
      ...rest,
    }));
  });
}

type Change = Omit<Difference, "class" | "subject">;

function changesOf(name: string, old: Manifest | undefined, young: Manifest | undefined): Change[] {
  if (old === undefined) return [{ what: "is new", needsWork: false }];
  if (young === undefined) {
    return [
      {
        what: "is no longer there: where the release owns it, it goes, and with it every object of its kind",
        needsWork: true,
        before: `look for objects with 'kubectl get ${name} --all-namespaces', and move or drop what reads them`,
        back: "objects that went with the definition come back from the program or a backup alone",
      },
    ];
  }
  return [...scopeChange(old, young), ...versionChanges(name, old, young), ...schemaChanges(old, young)];
}

function scopeChange(old: Manifest, young: Manifest): Change[] {
  const [was, is] = [old, young].map((definition) => String(valueAt(definition, "spec > scope")));
  if (was === is) return [];
  return [
    {
      what: `changes its scope from ${was} to ${is}, which cannot be changed in a definition that is there`,
      needsWork: true,
      before: "export its objects, delete the definition, and make both anew after the update",
      back: "the same in the other direction",
    },
  ];
}

function versionChanges(name: string, old: Manifest, young: Manifest): Change[] {
  const [was, is] = [servedBy(old), servedBy(young)];
  const gone = was.filter((version) => !is.includes(version));
  const fresh = is.filter((version) => !was.includes(version));
  const [stored, stores] = [storageOf(old), storageOf(young)];
  return [
    ...gone.map((version) => ({
      what: `no longer serves ${version}`,
      needsWork: true,
      before: `write every object of it in ${is.join(" or ")}, in the program and in the cluster`,
      back: "objects that were written in a newer version stay in it",
    })),
    ...fresh.map((version) => ({ what: `also serves ${version}`, needsWork: false })),
    ...(stored === stores
      ? []
      : [
          {
            what: `stores ${stores} instead of ${stored}`,
            needsWork: true,
            before: `after the update write every object once ('kubectl get ${name} --all-namespaces --output yaml | kubectl replace --filename -'), and take ${stored} out of the definition's status.storedVersions before a version that drops it`,
            back: `what was stored as ${stores} can be read only while the old version still knows ${stores}`,
          },
        ]),
  ];
}

function schemaChanges(old: Manifest, young: Manifest): Change[] {
  return servedBy(old)
    .filter((version) => servedBy(young).includes(version))
    .flatMap((version) => {
      const [was, is] = [old, young].map((definition) => fieldsOf(schemaOf(definition, version)));
      const gone = outermost([...was!.all].filter((field) => !is!.all.has(field)));
      const demanded = [...is!.required].filter((field) => !was!.required.has(field));
      return [
        ...(gone.length === 0
          ? []
          : [
              {
                what: `${version} no longer knows ${named(gone)}: the API server drops them silently`,
                needsWork: true,
                before: "take them out of every object, or say the same in other fields",
                back: "what was dropped does not come back by itself",
              },
            ]),
        ...(demanded.length === 0
          ? []
          : [
              {
                what: `${version} demands ${named(demanded)}`,
                needsWork: true,
                before: "set them in every object",
              },
            ]),
      ];
    });
}

/** Paths of a schema's fields, and those that have to be there. */
function fieldsOf(schema: unknown): { all: Set<string>; required: Set<string> } {
  const all = new Set<string>();
  const required = new Set<string>();
  const walk = (place: unknown, at: string): void => {
    const [properties, demanded, items] = ["properties", "required", "items"].map((key) =>
      valueAt(place, key),
    );
    for (const name of Array.isArray(demanded) ? demanded : []) required.add(below(at, String(name)));
    for (const [name, inner] of Object.entries(isMap(properties) ? properties : {})) {
      all.add(below(at, name));
      walk(inner, below(at, name));
    }
    if (isMap(items)) walk(items, `${at}[]`);
  };
  walk(schema, "");
  return { all, required };
}

function below(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}

/** Of a field that is gone, nothing below it has to be told. */
function outermost(fields: readonly string[]): string[] {
  return fields.filter(
    (field) => !fields.some((other) => field.startsWith(`${other}.`) || field.startsWith(`${other}[]`)),
  );
}

function named(fields: readonly string[]): string {
  const more = fields.length - FIELDS_NAMED;
  return [...fields.slice(0, FIELDS_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function isDefinition({ kind }: Manifest): boolean {
  return kind === "CustomResourceDefinition";
}

function versionsOf(definition: Manifest): readonly unknown[] {
  const versions = valueAt(definition, "spec > versions");
  return Array.isArray(versions) ? versions : [];
}

function servedBy(definition: Manifest): string[] {
  return versionsOf(definition)
    .filter((version) => valueAt(version, "served") !== false)
    .map((version) => String(valueAt(version, "name")));
}

function storageOf(definition: Manifest): string {
  return String(
    valueAt(
      versionsOf(definition).find((version) => valueAt(version, "storage") === true),
      "name",
    ),
  );
}

function schemaOf(definition: Manifest, version: string): unknown {
  const found = versionsOf(definition).find((candidate) => valueAt(candidate, "name") === version);
  return valueAt(found, "schema > openAPIV3Schema");
}
