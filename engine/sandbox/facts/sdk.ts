import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import type { Kind, Shape } from "./model";

/** What the declarations of a generated Pulumi class say about its type. */
export interface ClassFacts {
  token: string;
  inputs: Record<string, Kind>;
  outputs: Record<string, Kind>;
  secret: string[];
}

/** The folder of an installed npm package. */
export function packageFolder(name: string): string {
  return path.dirname(require.resolve(`${name}/package.json`));
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, false);
}

/** The kind of a property, from its declared type. */
function kindOf(type: ts.TypeNode): Kind {
  if (ts.isParenthesizedTypeNode(type)) return kindOf(type.type);
  if (ts.isUnionTypeNode(type)) {
    const kinds = new Set(
      type.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword).map((part) => kindOf(part)),
    );
    return kinds.size === 1 ? [...kinds].join("") : "any";
  }
  if (ts.isArrayTypeNode(type)) return `[]${kindOf(type.elementType)}`;
  if (ts.isTypeLiteralNode(type)) {
    const member = type.members[0];
    return member !== undefined && ts.isIndexSignatureDeclaration(member)
      ? `{}${kindOf(member.type)}`
      : "any";
  }
  if (ts.isTypeReferenceNode(type)) return kindOfReference(type);
  if (type.kind === ts.SyntaxKind.StringKeyword) return "string";
  if (type.kind === ts.SyntaxKind.NumberKeyword) return "number";
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return "boolean";
  return "any";
}

function qualifiedName(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${qualifiedName(name.left)}.${name.right.text}`;
}

function kindOfReference(type: ts.TypeReferenceNode): Kind {
  const name = qualifiedName(type.typeName);
  const argument = type.typeArguments?.[0];
  if ((name === "pulumi.Input" || name === "pulumi.Output") && argument !== undefined)
    return kindOf(argument);
  if (name.startsWith("inputs.") || name.startsWith("outputs."))
    return `@${name.slice(name.indexOf(".") + 1)}`;
  return "any";
}

function properties(members: readonly ts.Node[]): Record<string, Kind> {
  const found: Record<string, Kind> = {};
  for (const member of members) {
    const isProperty = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
    if (!isProperty || member.type === undefined || !ts.isIdentifier(member.name)) continue;
    const optional = member.questionToken !== undefined || ts.isPropertyDeclaration(member);
    found[optional ? member.name.text : `${member.name.text}!`] = kindOf(member.type);
  }
  return found;
}

function isStatic(member: ts.PropertyDeclaration): boolean {
  return member.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

/** Reads the class in `<folder of the package>/<module>/<file>`; throws where there is none. */
export function readClass(packageName: string, module: string, file: string): ClassFacts {
  const stem = path.join(packageFolder(packageName), module === "index" ? "." : module, file);
  if (!existsSync(`${stem}.js`)) throw new Error(`${packageName} has no class file ${module}/${file}.js`);
  const code = readFileSync(`${stem}.js`, "utf8");
  const token = /__pulumiType = ['"]([^'"]+)['"]/.exec(code)?.[1];
  if (token === undefined) throw new Error(`${stem}.js holds no resource class`);
  const className = token.slice(token.lastIndexOf(":") + 1);
  let inputs: Record<string, Kind> = {};
  let all: Record<string, Kind> = {};
  parse(`${stem}.d.ts`).forEachChild((node) => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === `${className}Args`)
      inputs = properties(node.members);
    if (ts.isClassDeclaration(node) && node.name?.text === className)
      all = properties(
        node.members.filter((member) => ts.isPropertyDeclaration(member) && !isStatic(member)),
      );
  });
  const settable = new Set(Object.keys(inputs).map((name) => name.replace("!", "")));
  const outputs = Object.fromEntries(Object.entries(all).filter(([name]) => !settable.has(name)));
  const secretList = /additionalSecretOutputs: (\[[^\]]*\])/.exec(code)?.[1] ?? "[]";
  return { token, inputs, outputs, secret: JSON.parse(secretList) as string[] };
}

/** Every object shape of a package's `types/input.d.ts`, by its qualified name (`eks.ClusterVpcConfig`). */
export function readShapes(packageName: string): Record<string, Shape> {
  const file = path.join(packageFolder(packageName), "types", "input.d.ts");
  const shapes: Record<string, Shape> = {};
  const visit = (node: ts.Node, prefix: string): void => {
    if (ts.isModuleDeclaration(node) && node.body !== undefined)
      node.body.forEachChild((child) => visit(child, `${prefix}${node.name.text}.`));
    if (ts.isInterfaceDeclaration(node)) shapes[prefix + node.name.text] = properties(node.members);
  };
  if (existsSync(file)) parse(file).forEachChild((node) => visit(node, ""));
  return shapes;
}

/** The part of `shapes` that `roots` reach. */
export function reachableShapes(
  shapes: Readonly<Record<string, Shape>>,
  roots: readonly Shape[],
): Record<string, Shape> {
  const reached: Record<string, Shape> = {};
  const follow = (shape: Shape): void => {
    for (const kind of Object.values(shape)) {
      const name = /@(.+)$/.exec(kind)?.[1];
      const target = name === undefined ? undefined : shapes[name];
      if (name === undefined || target === undefined || reached[name] !== undefined) continue;
      reached[name] = target;
      follow(target);
    }
  };
  roots.forEach(follow);
  return Object.fromEntries(Object.entries(reached).sort(([a], [b]) => (a < b ? -1 : 1)));
}
