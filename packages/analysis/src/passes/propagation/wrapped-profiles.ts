import type { TSESTree } from '@typescript-eslint/types'
import { knownCallees } from '../../calls/known-callees.ts'
import type { Operation, Profile } from '../../profiles/profile.ts'
import { isFunctionNode } from '../../syntax/function-node.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { SymbolHandle } from '../../types/type-oracle.ts'
import { blockingSites } from './blocking-sites.ts'

/**
 * The profile of a module whose exported functions become asynchronous, so that a driver which blocks can be replaced behind
 * them: functions, and methods of what else is exported. Where some of its exports block, the others stay as they are:
 * nothing that they do would have to wait. What it exports of another module is that module's, which has a profile, too.
 */
export function wrappedProfiles(context: AnalysisContext, fileName: string): Profile[] {
  const unit = context.sources.unitOf(fileName)
  const members = unit ? context.oracle.exportsOf(unit.ast).flatMap((symbol) => membersOf(context, symbol)) : []
  const sites = new Set<TSESTree.Node>(blockingSites(context, context.sources.fileNames()).map(({ node }) => node))
  const blocking = members.filter((member) => blocks(context, member, sites))
  const wrapped = (blocking.length > 0 ? blocking : members).flatMap(({ name }) => context.oracle.identitiesAt(name))
  return [...new Set([fileName, ...wrapped.map(({ module }) => module)])].map((module) => {
    const types: Record<string, Record<string, Operation>> = {}
    const functions: Record<string, Operation> = {}
    for (const { type, member } of wrapped.filter((one) => one.module === module)) {
      if (type === undefined) functions[member] = BECAME_ASYNC
      else (types[type] ??= {})[member] = BECAME_ASYNC
    }
    return { name: 'wrap', modules: [module], types, functions, lazyTypes: [] }
  })
}

const BECAME_ASYNC: Operation = {
  does: 'run',
  waits: 'by-type',
  twin: 'same',
  became: 'async',
  effect: 'unknown',
  result: 'one',
  throws: 'domain',
}

/** A function that is exported, or a method of something that is, with the node that names it. */
interface Member {
  readonly name: TSESTree.Node
  readonly body: TSESTree.Node
}

function membersOf(context: AnalysisContext, symbol: SymbolHandle): Member[] {
  return context.oracle
    .declarationsOf(symbol)
    .flatMap((declared) => (declared.kind === 'project' ? membersIn(context, declared.node) : []))
}

function membersIn(context: AnalysisContext, node: TSESTree.Node): Member[] {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [{ name: node.type !== 'ArrowFunctionExpression' && node.id ? node.id : node, body: node }]
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.body.body.flatMap((member) => {
        const isOpen = 'accessibility' in member && (member.accessibility ?? 'public') === 'public'
        if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return []
        if (!isOpen || member.key.type === 'PrivateIdentifier') return []
        const isMethod = member.type === 'PropertyDefinition' || member.kind === 'method'
        return isMethod && isFunctionNode(member.value) ? [{ name: member.key, body: member.value }] : []
      })
    case 'VariableDeclarator':
      return node.init ? valueMembers(context, node.id, node.init) : []
    case 'Property':
      return valueMembers(context, node.key, node.value)
    case 'ExportDefaultDeclaration':
      return membersIn(context, node.declaration)
    case 'AssignmentExpression':
      return valueMembers(context, node.left, node.right)
    default:
      return []
  }
}

function valueMembers(context: AnalysisContext, name: TSESTree.Node, value: TSESTree.Node): Member[] {
  const node = innermostExpression(value)
  if (isFunctionNode(node)) return [{ name, body: node }]
  if (node.type === 'ObjectExpression')
    return node.properties.flatMap((property) => (property.type === 'Property' ? membersIn(context, property) : []))
  const named = node.type === 'NewExpression' ? innermostExpression(node.callee) : node
  return named.type === 'Identifier' ? context.oracle.symbolsAt(named).flatMap((one) => membersOf(context, one)) : []
}

/** True where a function, or one that it calls, has a place that blocks; what runs behind a promise does not count. */
function blocks(context: AnalysisContext, { body }: Member, sites: ReadonlySet<TSESTree.Node>): boolean {
  const reached = new Set([body])
  const found: TSESTree.Node[] = []
  for (const fn of reached)
    walk(fn, (node) => {
      if (node !== body && isFunctionNode(node) && node.async) return 'skip'
      if (sites.has(node)) found.push(node)
      if (node.type === 'CallExpression') for (const callee of knownCallees(context, node)) reached.add(callee)
      return undefined
    })
  return found.length > 0
}
