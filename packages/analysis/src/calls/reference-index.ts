import type { TSESTree } from '@typescript-eslint/types'
import { walk } from '../syntax/walk.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import type { SymbolHandle } from '../types/type-oracle.ts'
import { filesSpelling } from './files-spelling.ts'

/**
 * Every place of the project that names something. Names are found by syntax; only those that match are resolved by the
 * oracle. A *rename* is an import or export under another name, so that what is called `find` in one file is looked for
 * as `load` in the next. Names in strings (`Repo['find']`, `users['find']`) count; computed names don't.
 */
export interface ReferenceIndex {
  /** The names that stand for a symbol somewhere: its own, `default`, and those under which it is imported. */
  readonly namesOf: (symbol: SymbolHandle) => ReadonlySet<string>
  /** The identifiers, private names and member strings that stand for the symbol, declarations included. */
  readonly referencesTo: (symbol: SymbolHandle) => readonly TSESTree.Node[]
  /**
   * Members of the same name, in JavaScript, of values whose type tells nothing: they may be the symbol's, and no type
   * checker would notice.
   */
  readonly possibleReferencesTo: (symbol: SymbolHandle) => readonly TSESTree.Node[]
  /** Member accesses whose name is computed: what they reach is known by type only. */
  readonly computedAccesses: () => readonly TSESTree.MemberExpression[]
}

/** The index of a program, made when it is first asked for. */
export function referenceIndex(context: AnalysisContext): ReferenceIndex {
  const known = indexes.get(context.oracle)
  if (known) return known
  const index = indexReferences(context)
  indexes.set(context.oracle, index)
  return index
}

const indexes = new WeakMap<object, ReferenceIndex>()

interface Rename {
  readonly to: string
  readonly node: TSESTree.Node
}

function indexReferences(context: AnalysisContext): ReferenceIndex {
  const { sources, oracle } = context
  const read = new Set<string>()
  const namesRead = new Map<string, readonly TSESTree.Node[]>()
  const nodes = new Map<string, TSESTree.Node[]>()
  const renames = new Map<string, Rename[]>()
  const computed: TSESTree.MemberExpression[] = []
  const found = new Map<SymbolHandle, readonly TSESTree.Node[]>()
  const readFile = (fileName: string) => {
    const unit = read.has(fileName) ? undefined : sources.unitOf(fileName)
    read.add(fileName)
    if (!unit) return
    walk(unit.ast, (node) => {
      const name = nameOf(node)
      if (name !== undefined) append(nodes, name, node)
      if (node.type === 'MemberExpression' && node.computed && node.property.type !== 'Literal') computed.push(node)
      const rename = renameAt(node)
      if (rename) append(renames, rename.from, rename)
    })
  }
  /** Only files that spell a name are read as trees: in a large program most do not spell any that matters. */
  const namesSpelled = (name: string): readonly TSESTree.Node[] => {
    const known = namesRead.get(name)
    if (known) return known
    for (const fileName of filesSpelling(context, name)) readFile(fileName)
    const spelled = nodes.get(name) ?? []
    namesRead.set(name, spelled)
    return spelled
  }
  const renamesOf = (name: string): readonly Rename[] => {
    namesSpelled(name)
    return renames.get(name) ?? []
  }

  const namesOf = (symbol: SymbolHandle): ReadonlySet<string> => {
    const reached = new Set(
      oracle.declarationsOf(symbol).flatMap((one) => (one.kind === 'project' ? declaredNames(one.node) : [])),
    )
    for (const name of reached)
      for (const { to, node } of renamesOf(name))
        if (!reached.has(to) && oracle.symbolsAt(node).includes(symbol)) reached.add(to)
    return reached
  }

  return {
    namesOf,
    computedAccesses: () => {
      for (const fileName of sources.fileNames()) if (COMPUTED.test(sources.textOf(fileName))) readFile(fileName)
      return computed
    },
    possibleReferencesTo: (symbol) =>
      [...namesOf(symbol)].flatMap((name) =>
        namesSpelled(name).filter(
          ({ parent }) =>
            parent?.type === 'MemberExpression' &&
            !parent.computed &&
            parent.property.type === 'Identifier' &&
            parent.property.name === name &&
            /\.[cm]?jsx?$/.test(sources.unitAt(parent).fileName) &&
            oracle.isUntyped(parent.object) &&
            oracle.symbolsAt(parent.property).length === 0,
        ),
      ),
    referencesTo: (symbol) => {
      const known = found.get(symbol)
      if (known) return known
      const references = [...namesOf(symbol)].flatMap((name) =>
        namesSpelled(name).filter((node) => oracle.symbolsAt(node).includes(symbol)),
      )
      found.set(symbol, references)
      return references
    },
  }
}

/** What may be an access by a computed name. */
const COMPUTED = /[\w$)\]!?.]\s*\[/

function nameOf(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return node.name
  if (node.type === 'PrivateIdentifier') return `#${node.name}`
  if (node.type !== 'Literal' || typeof node.value !== 'string') return undefined
  const { parent } = node
  const isName =
    (parent.type === 'MemberExpression' && parent.property === node) ||
    (parent.type === 'TSLiteralType' && parent.parent.type === 'TSIndexedAccessType') ||
    ('key' in parent && parent.key === node)
  return isName ? node.value : undefined
}

/** The names that a declaration gives: its own, and `default`. */
function declaredNames(node: TSESTree.Node): string[] {
  const name = nameNodeOf(node)
  const text = name && nameOf(name)
  const isDefault = node.type === 'ExportDefaultDeclaration' || node.parent?.type === 'ExportDefaultDeclaration'
  return [...(text === undefined ? [] : [text]), ...(isDefault ? ['default'] : [])]
}

function nameNodeOf(node: TSESTree.Node): TSESTree.Node | undefined {
  if (node.type === 'Identifier') return node
  if (node.type === 'TSParameterProperty') return nameNodeOf(node.parameter)
  if (node.type === 'AssignmentPattern') return nameNodeOf(node.left)
  if (node.type === 'Property' && node.parent.type === 'ObjectPattern') return nameNodeOf(node.value)
  if (node.type === 'MemberExpression') return node.property
  if (node.type === 'AssignmentExpression') return nameNodeOf(node.left)
  if ('id' in node && node.id) return node.id
  return 'key' in node ? node.key : undefined
}

function renameAt(node: TSESTree.Node): (Rename & { readonly from: string }) | undefined {
  switch (node.type) {
    case 'ImportSpecifier':
      return renamed(node.imported, node.local)
    case 'ExportSpecifier':
      return renamed(node.local, node.exported)
    case 'TSImportEqualsDeclaration':
      return node.moduleReference.type === 'TSQualifiedName' ? renamed(node.moduleReference.right, node.id) : undefined
    case 'ImportDefaultSpecifier':
      return { from: 'default', to: node.local.name, node: node.local }
    case 'ExportDefaultDeclaration':
      return node.declaration.type === 'Identifier'
        ? { from: node.declaration.name, to: 'default', node: node.declaration }
        : undefined
    default:
      return undefined
  }
}

function renamed(from: TSESTree.Identifier | TSESTree.StringLiteral, to: typeof from) {
  const [before, after] = [from, to].map((name) => (name.type === 'Identifier' ? name.name : name.value))
  return before !== undefined && after !== undefined && before !== after
    ? { from: before, to: after, node: to }
    : undefined
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
