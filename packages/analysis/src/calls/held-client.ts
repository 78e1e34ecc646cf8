import type { TSESTree } from '@typescript-eslint/types'
import { enclosingFunction, isFunctionNode, type FunctionNode } from '../syntax/function-node.ts'
import { staticName } from '../syntax/static-name.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { walk } from '../syntax/walk.ts'
import type { AnalysisContext } from '../types/analysis-context.ts'
import { oncePerContext } from '../types/once-per-context.ts'
import { constructionsOf } from './constructions-of.ts'
import type { Client } from './trace-client.ts'

type Trace = (context: AnalysisContext, expression: TSESTree.Node, body: TSESTree.Node) => Client

/**
 * The client in a field that only the constructor sets: what it sets it to, or, if that is a parameter, what all
 * constructions of the class agree on (semantics.md B7). A field that others may assign is unknown.
 */
export function heldClient(context: AnalysisContext, field: TSESTree.Node, trace: Trace): Client {
  const symbol = context.oracle.symbolAt(field)
  const [declaration, ...others] = symbol ? context.oracle.declarationsOf(symbol) : []
  if (declaration?.kind !== 'project' || others.length > 0) return 'unknown'
  const memory = known(context)
  const found = memory.get(declaration.node)
  if (found) return found
  // A field that is made of itself is not known by it.
  memory.set(declaration.node, 'unknown')
  const client = clientOfField(context, declaration.node, trace)
  memory.set(declaration.node, client)
  return client
}

const known = oncePerContext(() => new Map<TSESTree.Node, Client>())

function clientOfField(context: AnalysisContext, declared: TSESTree.Node, trace: Trace): Client {
  const property = parameterProperty(declared)
  if (property) {
    const constructor = enclosingFunction(property) ?? property.parent
    if (!isFunctionNode(constructor) || !isSetOnce(property, constructor)) return 'unknown'
    return clientOfParameter(context, constructor, constructor.params.indexOf(property), trace)
  }
  if (declared.type !== 'PropertyDefinition' || declared.static || declared.value) return 'unknown'
  const constructor = constructorOf(declared.parent.parent)
  const [assignment, ...more] = assignmentsOf(declared.parent, staticName(declared))
  if (!constructor || !assignment || more.length > 0 || enclosingFunction(assignment) !== constructor) return 'unknown'
  if (assignment.parent.type !== 'ExpressionStatement' || assignment.parent.parent !== constructor.body)
    return 'unknown'
  if (!isPrivate(declared)) return 'unknown'
  const client = trace(context, assignment.right, constructor)
  return typeof client === 'number' ? clientOfParameter(context, constructor, client, trace) : client
}

/** What every construction hands over for a parameter of the constructor. */
function clientOfParameter(context: AnalysisContext, constructor: FunctionNode, index: number, trace: Trace): Client {
  const classNode = constructor.parent.type === 'MethodDefinition' ? constructor.parent.parent.parent : undefined
  const constructions = classNode && constructionsOf(context, classNode)
  if (!constructions || constructions.length === 0) return 'unknown'
  const parameter = constructor.params[index]
  const own = parameter?.type === 'TSParameterProperty' ? parameter.parameter : parameter
  const fallback = own?.type === 'AssignmentPattern' ? own.right : undefined
  const clients = constructions.map((construction): Client => {
    if (construction.arguments.some(({ type }) => type === 'SpreadElement')) return 'unknown'
    const given = construction.arguments[index] ?? fallback
    if (!given) return 'unknown'
    const body = enclosingFunction(given)
    const client = trace(context, given, body ?? given)
    if (typeof client !== 'number') return client
    const isNested = body?.parent.type === 'MethodDefinition' && body.parent.kind === 'constructor'
    return isNested && body !== constructor ? clientOfParameter(context, body, client, trace) : 'unknown'
  })
  return clients.reduce((all, client) => (all === client ? all : 'unknown'))
}

function parameterProperty(declared: TSESTree.Node): TSESTree.TSParameterProperty | undefined {
  for (let at: TSESTree.Node | undefined = declared; at && !isFunctionNode(at); at = at.parent)
    if (at.type === 'TSParameterProperty') return at
  return undefined
}

function isSetOnce(property: TSESTree.TSParameterProperty, constructor: FunctionNode): boolean {
  const { parameter } = property
  const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  const owner = constructor.parent.type === 'MethodDefinition' ? constructor.parent.parent : undefined
  if (!owner || !isPrivate(property)) return false
  return assignmentsOf(owner, name.name).length === 0
}

/** True for a field that nobody outside of the class assigns. */
function isPrivate(field: TSESTree.TSParameterProperty | TSESTree.PropertyDefinition): boolean {
  if (field.readonly || field.accessibility === 'private') return true
  return field.type === 'PropertyDefinition' && field.key.type === 'PrivateIdentifier'
}

function assignmentsOf(body: TSESTree.ClassBody, name: string | undefined): TSESTree.AssignmentExpression[] {
  const found: TSESTree.AssignmentExpression[] = []
  walk(body, (node) => {
    if (node.type !== 'AssignmentExpression') return
    const target = innermostExpression(node.left)
    if (target.type === 'MemberExpression' && staticName(target) === name) found.push(node)
  })
  return found
}

function constructorOf(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): FunctionNode | undefined {
  const member = node.body.body.find((one) => one.type === 'MethodDefinition' && one.kind === 'constructor')
  return member?.type === 'MethodDefinition' && isFunctionNode(member.value) ? member.value : undefined
}
