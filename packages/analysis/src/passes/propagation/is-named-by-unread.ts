import type { TSESTree } from '@typescript-eslint/types'
import { moduleGraph } from '../../calls/module-graph.ts'
import { oncePerContext } from '../../types/once-per-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import type { PropagationContext } from './expansion.ts'

/** A file that uses the project and can't be read as code: a component, most often. */
export interface UnreadFile {
  readonly fileName: string
  readonly text: string
  /** The project's files that it imports. */
  readonly imports: readonly string[]
}

/**
 * True for a name that a file which can't be read may call: it spells the name, and imports the file in which that is
 * declared, directly or through others. What is neither exported nor a member is out of its sight.
 */
export function isNamedByUnread(context: PropagationContext, symbol: SymbolHandle): boolean {
  if (context.unread.length === 0) return false
  const declarations = context.oracle.declarationsOf(symbol).flatMap((one) => (one.kind === 'project' ? [one] : []))
  const names = context.references.namesOf(symbol)
  return (
    (declarations.some(({ node }) => isMember(node)) || isExported(context, symbol)) &&
    unreadCallers(context).some(({ words, sees }) => {
      if (!declarations.some(({ fileName }) => sees.has(fileName))) return false
      return names.has('default') || [...names].some((name) => words.has(name))
    })
  )
}

interface UnreadCaller {
  readonly words: ReadonlySet<string>
  readonly sees: ReadonlySet<string>
}

const unreadCallers = oncePerContext((context: PropagationContext): readonly UnreadCaller[] => {
  const { importsOf } = moduleGraph(context)
  return context.unread.map(({ text, imports }) => {
    const sees = new Set(imports)
    for (const fileName of sees) for (const one of importsOf(fileName)) sees.add(one)
    return { words: new Set(text.match(/[\w$]+/g)), sees }
  })
})

const isMember = (node: TSESTree.Node) => 'key' in node || node.type === 'MemberExpression'

function isExported({ oracle, references, sources }: PropagationContext, symbol: SymbolHandle): boolean {
  const nodes = [
    ...oracle.declarationsOf(symbol).flatMap((one) => (one.kind === 'project' ? [one.node] : [])),
    ...references.referencesTo(symbol),
  ]
  return nodes.some((node) => {
    // What a CommonJS module exports is an expression like any other.
    if (!sources.unitAt(node).ast.body.some(({ type }) => /^(?:Import|Export)/.test(type))) return true
    const statement = node.type === 'VariableDeclarator' ? node.parent.parent : node.parent
    return /^Export/.test(node.type) || (statement !== undefined && /^Export/.test(statement.type))
  })
}
