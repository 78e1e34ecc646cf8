import type { TSESTree } from '@typescript-eslint/types'
import type { Operation } from '../profiles/profile.ts'
import { isFunctionNode, type FunctionNode } from '../syntax/function-node.ts'
import { variableOf } from '../syntax/references-of.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { heldClient } from './held-client.ts'
import { operationAt } from './operation-at.ts'
import { programCasts } from './program-casts.ts'

/**
 * Which connection a query runs on. `ambient`: the library finds it. `pool`: traced to an expression that creates a
 * pool-level client. `transaction`: the client that a transaction's callback is given. A number: that parameter of the
 * function at hand. A type proves nothing: transactions are assignable to the pool's (semantics.md B7).
 */
export type Client = 'ambient' | 'pool' | 'transaction' | 'unknown' | number

/**
 * Traces an expression inside `body` to where its client comes from. A chain of calls and members runs on what it starts
 * with: `db` of `db.query.users.findMany()`, `this.db` of `this.db.select()`.
 */
export function traceClient(context: AnalysisContext, expression: TSESTree.Node, body: TSESTree.Node): Client {
  return trace(context, expression, body, new Set())
}

function trace(
  context: AnalysisContext,
  expression: TSESTree.Node,
  body: TSESTree.Node,
  seen: Set<TSESTree.Node>,
): Client {
  const node = innermostExpression(expression)
  if (seen.has(node)) return 'unknown'
  seen.add(node)
  switch (node.type) {
    case 'Identifier':
      return orByType(context, node, parameterClient(context, node, body) ?? declaredClient(context, node, seen))
    case 'NewExpression':
      return connects(context, node) ? 'pool' : 'unknown'
    case 'CallExpression':
      if (connects(context, node)) return 'pool'
      // Another method may answer a connection of its own, as a pool's `connect()` does.
      return makesQuery(context, node.callee) ? trace(context, node.callee, body, seen) : 'unknown'
    case 'AwaitExpression':
      return trace(context, node.argument, body, seen)
    case 'TaggedTemplateExpression':
      return trace(context, node.tag, body, seen)
    case 'LogicalExpression': {
      const right = trace(context, node.right, body, seen)
      return isGlobalSlot(node.left) ? right : agreed(trace(context, node.left, body, seen), right)
    }
    case 'ConditionalExpression':
      if (isNoClient(node.consequent)) return trace(context, node.alternate, body, seen)
      if (isNoClient(node.alternate)) return trace(context, node.consequent, body, seen)
      return agreed(trace(context, node.consequent, body, seen), trace(context, node.alternate, body, seen))
    case 'MemberExpression':
      if (node.object.type !== 'ThisExpression') return orByType(context, node, trace(context, node.object, body, seen))
      return orByType(context, node, declaredClient(context, node.property, seen))
    default:
      return 'unknown'
  }
}

/**
 * A type tells only where no transaction's client has it (`poolTypes`): `prisma` of a class that extends `PrismaClient`,
 * whoever constructs and injects it. A program that casts something to that type is not believed.
 */
function orByType(context: AnalysisContext, node: TSESTree.Node, client: Client): Client {
  if (client !== 'unknown' && typeof client !== 'number') return client
  const { oracle, profiles } = context
  if (!profiles.hasPoolTypes || !oracle.isEvery(node, profiles.isPoolType)) return client
  const [own] = oracle.typesAt(node)
  return own && !programCasts(context)(own.type) ? 'pool' : client
}

const agreed = (left: Client, right: Client): Client => (left === right ? left : 'unknown')

/** What stands where a build has no database (`url ? drizzle(url) : ({} as Db)`): no query runs on it. */
function isNoClient(expression: TSESTree.Node): boolean {
  const node = innermostExpression(expression)
  if (node.type === 'ObjectExpression') return node.properties.length === 0
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined')
}

function connects(context: AnalysisContext, node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return does(context, node.callee) === 'connect' && !node.arguments.some((argument) => isConnection(context, argument))
}

/** True for what a driver's single connection is handed over by: itself, a constant, or an object that holds it. */
function isConnection(context: AnalysisContext, expression: TSESTree.Node): boolean {
  const node = innermostExpression(expression)
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.some((property) => property.type === 'Property' && isConnection(context, property.value))
    case 'AwaitExpression':
      return isConnection(context, node.argument)
    case 'Identifier': {
      const value = valueOfConstant(context, node)
      return value !== undefined && isConnection(context, value)
    }
    case 'CallExpression':
    case 'NewExpression':
      return context.oracle
        .identitiesAt(innermostExpression(node.callee))
        .some(({ module, member }) =>
          context.profiles.profiles.some(({ connections = [] }) => connections.includes(`${module}.${member}`)),
        )
    default:
      return false
  }
}

function makesQuery(context: AnalysisContext, callee: TSESTree.Node): boolean {
  const operation = operationAt(context, innermostExpression(callee))?.operation
  return operation?.does === 'build' && operation.result === 'query'
}

function does(context: AnalysisContext, callee: TSESTree.Node): Operation['does'] | undefined {
  return operationAt(context, innermostExpression(callee))?.operation.does
}

/** `globalThis.db`, where a development server keeps its pool across reloads. */
function isGlobalSlot(expression: TSESTree.Node): boolean {
  const node = innermostExpression(expression)
  if (node.type !== 'MemberExpression') return false
  const object = innermostExpression(node.object)
  return object.type === 'Identifier' && /^global/.test(object.name)
}

function declaredClient(context: AnalysisContext, name: TSESTree.Node, seen: Set<TSESTree.Node>): Client {
  const value = valueOfConstant(context, name)
  if (!value) return heldClient(context, name, traceClient)
  // A client that a parameter brings to another body is not followed there.
  const found = trace(context, value, value, seen)
  return typeof found === 'number' ? 'unknown' : found
}

/** What a constant of any file is made of, or a field that is set where it is declared and nowhere else. */
function valueOfConstant({ oracle }: AnalysisContext, name: TSESTree.Node): TSESTree.Node | undefined {
  const symbol = oracle.symbolAt(name)
  const [declaration, ...others] = symbol ? oracle.declarationsOf(symbol) : []
  if (declaration?.kind !== 'project' || others.length > 0) return undefined
  const { node } = declaration
  if (node.type === 'PropertyDefinition') return node.readonly ? (node.value ?? undefined) : undefined
  const isConstant = node.type === 'VariableDeclarator' && node.parent.kind === 'const' && node.id.type === 'Identifier'
  return isConstant ? (node.init ?? undefined) : undefined
}

function parameterClient(context: AnalysisContext, name: TSESTree.Identifier, body: TSESTree.Node): Client | undefined {
  const definition = variableOf(context.sources.unitAt(name).scopes, name)?.defs[0]
  if (definition?.type !== 'Parameter') return undefined
  const fn = definition.node
  if (!isFunctionNode(fn)) return 'unknown'
  const index = fn.params.findIndex((parameter) => parameter === definition.name)
  if (index >= 0 && isTransactionClient(context, fn, index)) return 'transaction'
  return fn === body && index >= 0 ? index : 'unknown'
}

function isTransactionClient(context: AnalysisContext, fn: FunctionNode, index: number): boolean {
  const call = fn.parent
  if (call.type !== 'CallExpression' || !call.arguments.some((argument) => argument === fn)) return false
  const operation = operationAt(context, innermostExpression(call.callee))?.operation
  if (operation?.does !== 'transact') return false
  return operation.clientParameter === 'every' || operation.clientParameter === index
}
