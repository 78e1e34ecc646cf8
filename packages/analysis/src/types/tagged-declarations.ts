import { basename } from 'node:path'
import type ts from 'typescript'
import type { Effect, Operation, Profile } from '../profiles/profile.ts'
import { moduleOfDeclaration } from './module-of-declaration.ts'

/**
 * Profiles of the declarations that say by JSDoc tags what they do, in files of the project and of its dependencies:
 * `@lazyQuery` on a class or interface, `@blocking`, `@asyncTwin name` and `@effect read|write|none|observe` on a function or
 * method. What a file of the tags declares to return a lazy query is a builder. A tag with an unknown word is not read.
 */
export function taggedProfiles(compiler: typeof ts, program: ts.Program): Profile[] {
  const byModule = new Map<string, Tagged[]>()
  for (const file of program.getSourceFiles()) {
    const found = taggedByFile.get(file) ?? taggedIn(compiler, file)
    taggedByFile.set(file, found)
    for (const one of found) byModule.set(one.module, [...(byModule.get(one.module) ?? []), one])
  }
  return [...byModule].map(([module, tagged]) => profileOf(module, tagged))
}

/** A row, or a type whose values are lazy queries. */
interface Tagged {
  readonly module: string
  readonly type: string | undefined
  readonly member: string
  readonly row: Operation | 'lazy'
}

/** Most files have no tag, and an unchanged file has the same ones in the next program. */
const taggedByFile = new WeakMap<ts.SourceFile, readonly Tagged[]>()

const TAGS = /@(?:lazyQuery|blocking|effect[ \t]+\w)/

function taggedIn(compiler: typeof ts, file: ts.SourceFile): readonly Tagged[] {
  if (!TAGS.test(file.text)) return []
  const lazy = new Map<string, Effect>()
  const found: Tagged[] = []
  const add = (node: ts.Node, type: string | undefined, member: string, row: Tagged['row']) =>
    found.push({ module: moduleOfDeclaration(compiler, node), type, member, row })

  const visit = (node: ts.Node, look: (node: ts.Node, name: string, tags: Tags) => void): void => {
    const name = nameOf(compiler, node)
    if (name !== undefined) look(node, name, tagsOf(compiler, node))
    compiler.forEachChild(node, (child) => visit(child, look))
  }

  visit(file, (node, name, tags) => {
    if (!isType(compiler, node) || !tags.has('lazyQuery')) return
    lazy.set(name, effectOf(tags) ?? 'unknown')
    add(node, undefined, name, 'lazy')
  })
  visit(file, (node, name, tags) => {
    if (isType(compiler, node)) return
    const type = declaringType(compiler, node)
    const row = rowOf(tags) ?? builderOf(returnedType(compiler, node, type), lazy, tags)
    if (row) add(node, type, name, row)
  })
  return found
}

type Tags = ReadonlyMap<string, string>

function tagsOf(compiler: typeof ts, node: ts.Node): Tags {
  return new Map(
    compiler
      .getJSDocTags(node)
      .map((tag) => [tag.tagName.text, (compiler.getTextOfJSDocComment(tag.comment) ?? '').trim()]),
  )
}

function rowOf(tags: Tags): Operation | undefined {
  const effect = effectOf(tags)
  const run = { does: 'run', effect: effect ?? 'unknown', result: 'one', throws: 'domain' } as const
  if (!tags.has('blocking')) return effect && { ...run, waits: 'by-type' }
  const [twin = ''] = /^[\w$]+/.exec(tags.get('asyncTwin') ?? '') ?? []
  return { ...run, waits: 'blocking', twin: twin === '' ? null : twin }
}

function effectOf(tags: Tags): Effect | undefined {
  const [word] = /^\w+/.exec(tags.get('effect') ?? '') ?? []
  return EFFECTS.find((effect) => effect === word)
}

const EFFECTS = ['read', 'write', 'none', 'observe'] as const satisfies readonly Effect[]

function builderOf(type: string | undefined, lazy: ReadonlyMap<string, Effect>, tags: Tags): Operation | undefined {
  const effect = type === undefined ? undefined : lazy.get(type)
  if (effect === undefined) return undefined
  return { does: 'build', waits: 'by-type', effect: effectOf(tags) ?? effect, result: 'query', throws: 'domain' }
}

function profileOf(module: string, tagged: readonly Tagged[]): Profile {
  const rowsOf = (type: string | undefined) => {
    const rows = tagged.flatMap(({ type: owner, member, row }) =>
      owner === type && row !== 'lazy' ? [[member, row] as const] : [],
    )
    const twins = rows.flatMap(([, row]) =>
      typeof row.twin === 'string' ? [[row.twin, { ...row, waits: 'async', twin: null } as const] as const] : [],
    )
    return Object.fromEntries<Operation>([...twins, ...rows])
  }
  const types = new Set(tagged.flatMap(({ type }) => type ?? []))
  return {
    name: module.startsWith('/') ? basename(module) : module,
    modules: [module],
    types: Object.fromEntries([...types].map((type) => [type, rowsOf(type)])),
    functions: rowsOf(undefined),
    lazyTypes: tagged.flatMap(({ member, row }) => (row === 'lazy' ? member : [])),
  }
}

function isType(compiler: typeof ts, node: ts.Node): boolean {
  return compiler.isClassLike(node) || compiler.isInterfaceDeclaration(node) || compiler.isTypeAliasDeclaration(node)
}

function nameOf(compiler: typeof ts, node: ts.Node): string | undefined {
  const isNamed =
    isType(compiler, node) ||
    compiler.isFunctionDeclaration(node) ||
    compiler.isVariableDeclaration(node) ||
    compiler.isMethodDeclaration(node) ||
    compiler.isMethodSignature(node) ||
    compiler.isPropertyDeclaration(node) ||
    compiler.isPropertySignature(node)
  const name = isNamed ? (node as ts.NamedDeclaration).name : undefined
  return name && (compiler.isIdentifier(name) || compiler.isStringLiteral(name)) ? name.text : undefined
}

/** The class, interface or alias that a member is declared in, as the type oracle names it. */
function declaringType(compiler: typeof ts, { parent }: ts.Node): string | undefined {
  if (compiler.isClassLike(parent) || compiler.isInterfaceDeclaration(parent)) return parent.name?.text ?? ''
  if (!compiler.isTypeLiteralNode(parent)) return undefined
  return compiler.isTypeAliasDeclaration(parent.parent) ? parent.parent.name.text : ''
}

/** The name of the type that a function is written to return; `this` is the type that declares it. */
function returnedType(compiler: typeof ts, node: ts.Node, owner: string | undefined): string | undefined {
  const written = functionTypeOf(compiler, node)?.type
  if (!written) return undefined
  if (written.kind === compiler.SyntaxKind.ThisType) return owner
  if (!compiler.isTypeReferenceNode(written)) return undefined
  const name = written.typeName
  return compiler.isIdentifier(name) ? name.text : name.right.text
}

function functionTypeOf(compiler: typeof ts, node: ts.Node): ts.SignatureDeclaration | undefined {
  if (compiler.isFunctionLike(node)) return node
  if (
    !compiler.isVariableDeclaration(node) &&
    !compiler.isPropertyDeclaration(node) &&
    !compiler.isPropertySignature(node)
  )
    return undefined
  const value = 'initializer' in node ? node.initializer : undefined
  return [node.type, value].find((one) => one && compiler.isFunctionLike(one)) as ts.SignatureDeclaration | undefined
}
