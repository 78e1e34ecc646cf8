import type { TSESTree } from '@typescript-eslint/types'
import { constructedBodies } from '../../calls/constructed-bodies.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import { relatives } from './relatives.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'

/** The code that may run while some functions run: what they name, what that names, and so on. */
export interface ReachedRegion {
  readonly holds: (node: TSESTree.Node) => boolean
  /** True for what is declared by name in the region or reached by its name. */
  readonly declares: (symbol: SymbolHandle) => boolean
}

/**
 * What functions reach, by the names in their bodies rather than by calls alone: a function that is handed on is called by
 * whoever takes it. What is reached too much is only migrated with the rest.
 */
export function reachedRegion(context: AnalysisContext, entries: readonly SymbolHandle[]): ReachedRegion {
  const { oracle } = context
  const symbols = new Set(entries)
  const code = new Set<TSESTree.Node>()
  const declared = new Set<TSESTree.Node>()

  const enter = (body: TSESTree.Node) => {
    if (code.has(body)) return
    code.add(body)
    walk(body, (node) => {
      if (NAMES.has(node.type)) for (const symbol of oracle.symbolsAt(node)) symbols.add(symbol)
      if (node.type === 'NewExpression') for (const part of constructedBodies(context, node.callee) ?? []) enter(part)
      if (node.type === 'CallExpression')
        for (const called of oracle.calledAt(node)) if (called.kind === 'project') reach(called.node)
    })
  }
  const reach = (declaration: TSESTree.Node) => {
    declared.add(declaration)
    const running = runningPart(context, declaration)
    if (running) enter(running)
  }
  for (const symbol of symbols) {
    for (const declaration of oracle.declarationsOf(symbol)) if (declaration.kind === 'project') reach(declaration.node)
    for (const relative of relatives(oracle, symbol)) symbols.add(relative)
  }
  return {
    holds: (node) => {
      for (let at: TSESTree.Node | undefined = node; at; at = at.parent) if (code.has(at)) return true
      return false
    },
    declares: (symbol) => oracle.declarationsOf(symbol).some((one) => one.kind === 'project' && declared.has(one.node)),
  }
}

const NAMES: ReadonlySet<string> = new Set(['Identifier', 'PrivateIdentifier', 'JSXIdentifier'])

/** The part of a declaration that runs when what it declares is called; undefined where it only holds a value. */
function runningPart({ oracle }: AnalysisContext, node: TSESTree.Node): TSESTree.Node | undefined {
  if (isFunctionNode(node)) return node
  switch (node.type) {
    case 'MethodDefinition':
      return node
    case 'VariableDeclarator':
      return node.init && mayBeFunction(node.init) ? node : undefined
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return node.value && mayBeFunction(node.value) ? node : undefined
    case 'Property':
      return node.parent.type === 'ObjectPattern' || mayBeFunction(node.value) ? node : undefined
    case 'ExportDefaultDeclaration':
      return mayBeFunction(node.declaration) ? node : undefined
    case 'MemberExpression':
      return node.parent.type === 'AssignmentExpression' && mayBeFunction(node.parent.right) ? node.parent : undefined
    default:
      return undefined
  }

  function mayBeFunction(value: TSESTree.Node): boolean {
    const inner = innermostExpression(value)
    return isFunctionNode(inner) || (!HOLDS_VALUES.has(inner.type) && oracle.isCallable(inner))
  }
}

const HOLDS_VALUES: ReadonlySet<string> = new Set([
  ...['ObjectExpression', 'ArrayExpression', 'NewExpression', 'ClassExpression', 'Literal', 'TemplateLiteral'],
])
