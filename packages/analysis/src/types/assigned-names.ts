import type { TSESTree } from '@typescript-eslint/types'
import { variableOf } from '../syntax/references-of.ts'
import { staticName } from '../syntax/static-name.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { walk } from '../syntax/walk.ts'
import type { Declaration, SymbolHandle } from './type-oracle.ts'
import type { TracedSources } from './traced-sources.ts'
import type { TracedValue } from './traced-value.ts'

/**
 * Names that nothing but assignments declare: members that are put on an object of the project (`users.find = …`), and
 * global variables (`Users = …` without a declaration). A checker knows some of the first and none of the second.
 */
export interface AssignedNames {
  /** The member of an object that an expression stands for; undefined where nothing assigns it. */
  readonly memberOf: (object: TSESTree.Expression, name: string) => SymbolHandle | undefined
  readonly globalAt: (name: TSESTree.Identifier) => SymbolHandle | undefined
  /** The targets of all assignments to members of a name. */
  readonly targetsNamed: (name: string) => readonly TSESTree.MemberExpression[]
  /** Undefined for other symbols. */
  readonly declarationsOf: (symbol: SymbolHandle) => readonly Declaration[] | undefined
}

/** What is known of expressions otherwise. */
interface Known {
  readonly valueOf: (node: TSESTree.Node) => TracedValue | undefined
  readonly symbolAt: (name: TSESTree.Node) => SymbolHandle | undefined
}

export function assignedNames(sources: TracedSources, { valueOf, symbolAt }: Known): AssignedNames {
  const symbols = new Map<object | undefined, Map<string, SymbolHandle | undefined>>()
  const declarations = new Map<SymbolHandle, readonly Declaration[]>()
  let index: Assignments | undefined

  /** An object of the project by where it is made, any other by the variable or member that holds it. */
  const ownerAt = (object: TSESTree.Node): object | undefined => {
    const made = madeAt(valueOf(object))
    if (made) return made
    const node = innermostExpression(object)
    if (node.type === 'Identifier') return symbolAt(node)
    return node.type === 'MemberExpression' && !node.computed ? symbolAt(node.property) : undefined
  }
  const keep = (owner: object | undefined, name: string, targets: () => readonly TSESTree.Node[]) => {
    const known = symbols.get(owner) ?? new Map<string, SymbolHandle | undefined>()
    symbols.set(owner, known)
    if (known.has(name)) return known.get(name)
    const found = targets()
    const symbol = found.length > 0 ? ({ name } as unknown as SymbolHandle) : undefined
    known.set(name, symbol)
    if (symbol)
      declarations.set(
        symbol,
        found.map((node) => ({ kind: 'project', fileName: sources.unitAt(node).fileName, node })),
      )
    return symbol
  }
  const assignments = () => (index ??= indexAssignments(sources))

  return {
    memberOf: (object, name) => {
      const targets = assignments().members.get(name)
      const owner = targets && ownerAt(object)
      return owner && keep(owner, name, () => targets.filter((target) => ownerAt(target.object) === owner))
    },
    globalAt: (name) =>
      assignments().globals.has(name.name) && isUndeclared(sources, name)
        ? keep(undefined, name.name, () => assignments().globals.get(name.name) ?? [])
        : undefined,
    targetsNamed: (name) => assignments().members.get(name) ?? [],
    declarationsOf: (symbol) => declarations.get(symbol),
  }
}

/** Where an object, class or function of the project is made; instances of a class hold their members together. */
function madeAt(value: TracedValue | undefined): TSESTree.Node | undefined {
  switch (value?.kind) {
    case 'object':
    case 'class':
    case 'function':
      return value.node
    case 'instance':
      return value.of.node.body
    default:
      return undefined
  }
}

interface Assignments {
  readonly members: ReadonlyMap<string, readonly TSESTree.MemberExpression[]>
  /** The assignments themselves, as the declarations of their names. */
  readonly globals: ReadonlyMap<string, readonly TSESTree.AssignmentExpression[]>
}

function indexAssignments(sources: TracedSources): Assignments {
  const members = new Map<string, TSESTree.MemberExpression[]>()
  const globals = new Map<string, TSESTree.AssignmentExpression[]>()
  for (const fileName of sources.fileNames()) {
    const unit = sources.unitOf(fileName)
    if (unit)
      walk(unit.ast, (node) => {
        if (node.type !== 'AssignmentExpression' || node.operator !== '=') return
        const { left } = node
        const name = left.type === 'MemberExpression' ? staticName(left) : undefined
        if (left.type === 'MemberExpression' && name !== undefined) append(members, name, left)
        if (left.type === 'Identifier' && isUndeclared(sources, left)) append(globals, left.name, node)
      })
  }
  return { members, globals }
}

function isUndeclared(sources: TracedSources, name: TSESTree.Identifier): boolean {
  return (variableOf(sources.unitAt(name).scopes, name)?.defs.length ?? 0) === 0
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
