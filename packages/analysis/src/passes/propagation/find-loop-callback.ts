import type { TSESTree } from '@typescript-eslint/types'
import type { Variable } from '@typescript-eslint/scope-manager'
import { isCaptured } from '../../flow/is-captured.ts'
import { isStableOperand } from '../../flow/is-stable-operand.ts'
import { freeNames } from '../../syntax/free-names.ts'
import { returnedExpressions } from '../../syntax/own-nodes.ts'
import { variableOf } from '../../syntax/references-of.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import type { PropagationContext } from './expansion.ts'
import { loopElements, namesIn, type LoopElements } from './loop-elements.ts'
import { loopBody, type NamedCallback, type WrittenCallback } from './loop-body.ts'
import { loopPlace, type LoopPlace } from './loop-place.ts'

/** A call that runs a callback for each element of an array, and that an ordered loop can stand for. */
export interface LoopCallback {
  readonly call: TSESTree.Expression
  readonly elements: LoopElements
  readonly callback: WrittenCallback | NamedCallback | NoCallback
  readonly place: LoopPlace
  readonly result: LoopResult
}

/** The elements themselves are gathered. */
export interface NoCallback {
  readonly kind: 'none'
  /** What is iterated. */
  readonly node: TSESTree.Expression
  readonly roles: { readonly accumulator: undefined }
}

/** What the loop gathers. */
export interface LoopResult {
  /** The type of what the call answers, as source text; undefined in JavaScript. */
  readonly type: string | undefined
  /** What `reduce` starts with. */
  readonly initial: TSESTree.Expression | undefined
  /** The variable that is declared with what the call answers, where it may as well be declared before the loop. */
  readonly declared: DeclaredResult | undefined
}

export interface DeclaredResult {
  readonly id: TSESTree.Identifier
  readonly declaration: TSESTree.VariableDeclaration
  /** True where nothing notices that it is assigned again: no function uses it, and it is not exported. */
  readonly mayBeAssigned: boolean
}

export function findLoopCallback(
  context: PropagationContext,
  call: TSESTree.CallExpression,
  callback: TSESTree.Node,
): LoopCallback | undefined {
  const elements = loopElements(context, call, callback)
  const body = elements && loopBody(context, elements, callback)
  if (!elements || !body || elements.gives === 'sorted') return undefined
  const place = loopPlace(context, call)
  if (elements.gives === 'flat-answers' && !answersArrays(context, body)) return undefined
  if (elements.gives === 'nothing' && !isStatement(call)) return undefined
  if (place.kind === 'before' && shadows(context, body, elements.node)) return undefined
  const initial = elements.gives === 'reduced' ? call.arguments[1] : undefined
  if (initial && (initial.type === 'SpreadElement' || !isStableOperand(context, initial))) return undefined
  const isTyped = /tsx?$/.test(context.sources.unitAt(call).fileName)
  const type = isTyped && elements.gives !== 'nothing' ? context.oracle.typeTextAt(call) : undefined
  if (isTyped && elements.gives !== 'nothing' && type === undefined) return undefined
  const declared = place.kind === 'before' ? declaredResult(context, call, body) : undefined
  return { call, elements, callback: body, place, result: { type, initial: initial, declared } }
}

/** True where the call's value goes nowhere, so that the loop may take its place. */
function isStatement(call: TSESTree.CallExpression): boolean {
  const parent = call.parent.type === 'ChainExpression' ? call.parent.parent : call.parent
  return parent.type === 'ExpressionStatement' || parent.type === 'ReturnStatement' || isBody(call, parent)
}

function isBody(call: TSESTree.Node, parent: TSESTree.Node): boolean {
  return parent.type === 'ArrowFunctionExpression' && innermostExpression(parent.body) === call
}

/** What is no array may be an element or several: only a type that says which tells how to gather it. */
function answersArrays({ oracle }: PropagationContext, body: WrittenCallback | NamedCallback): boolean {
  const returned = returnedExpressions(body.kind === 'written' ? body.node : body.fn)
  return returned.every((one) => oracle.isArray(one))
}

/** True where a name that the loop binds is one that its array uses. */
function shadows(
  context: PropagationContext,
  body: WrittenCallback | NamedCallback,
  array: TSESTree.Expression,
): boolean {
  if (body.kind === 'named') return false
  const used = freeNames(context.sources.unitAt(array).scopes, array)
  return body.node.params.some((parameter) => namesIn(parameter).some((name) => used.has(name)))
}

function declaredResult(
  { sources }: PropagationContext,
  call: TSESTree.CallExpression,
  body: WrittenCallback | NamedCallback,
): DeclaredResult | undefined {
  const declarator = call.parent
  if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  const declaration = declarator.parent
  const { id } = declarator
  const inside = body.kind === 'written' ? namesIn(body.node) : [...namesIn(body.node), ...body.parameters]
  const isAlone = declaration.declarations.length === 1 && declaration.parent.type !== 'ForStatement'
  const isReduced = body.roles.accumulator === id.name
  if (!isAlone || (inside.includes(id.name) && !isReduced)) return undefined
  const variable = variableOf(sources.unitAt(id).scopes, id)
  const isExported = declaration.parent.type === 'ExportNamedDeclaration'
  const mayBeAssigned = !isExported && variable !== undefined && !isCapturedBy(variable)
  return { id, declaration, mayBeAssigned }
}

const isCapturedBy = (variable: Variable) =>
  isCaptured(variable) || variable.references.some(({ identifier }) => identifier.parent.type === 'ExportSpecifier')
