import type { TSESTree } from '@typescript-eslint/types'
import type { FunctionNode } from '../syntax/function-node.ts'
import { referencesOf } from '../syntax/references-of.ts'
import { givenObject, givenTo } from '../syntax/given-object.ts'
import { staticName } from '../syntax/static-name.ts'
import { innermostExpression } from '../syntax/transparent-parent.ts'
import { frameOf } from './trace-call.ts'
import { elementOf } from './trace-member.ts'
import { agreed, LANGUAGE, type Frame, type MemberValue, type TracedValue } from './traced-value.ts'
import { awaited, type Tracer } from './value-tracer.ts'

/** What a callback is given by the call that it is handed to: a transaction's client, an element, a promise's value. */
export function handedParameter(
  tracer: Tracer,
  fn: FunctionNode,
  index: number,
  frame: Frame | undefined,
): TracedValue | undefined {
  const handed = handedByRow(tracer, fn, frame)
  if (handed) return handed
  const call = fn.parent
  if (call.type !== 'CallExpression') return undefined
  if (call.callee === fn) {
    const argument = call.arguments[index]
    return argument && tracer.valueOf(argument, frame)
  }
  const callee = tracer.valueOf(call.callee, frame)
  const argument = call.arguments.indexOf(fn as TSESTree.CallExpressionArgument)
  if (callee?.kind === 'function') return passedBy(tracer, call, callee, argument, index, frame)
  if (callee?.kind === 'export') {
    const row = tracer.library.functionOf(callee)?.operation
    const client = row && tracer.library.entryOf(callee)
    return client && row.clientParameter === index ? tracer.library.clientOf(row, client) : undefined
  }
  return callee?.kind === 'member' ? handedByMember(tracer, call, callee, index, frame) : undefined
}

/** What a row says that a callback is given, or a function in an object that is handed over. */
function handedByRow(tracer: Tracer, fn: FunctionNode, frame: Frame | undefined): TracedValue | undefined {
  const member = fn.parent.type === 'Property' ? fn.parent : undefined
  const given = member ? givenObject(member) : givenTo(fn)
  const callee = given && tracer.valueOf(given.call.callee, frame)
  if (callee?.kind !== 'export' && callee?.kind !== 'member') return undefined
  const name = member && staticName(member)
  return tracer.library.handedBy(
    callee,
    ({ argument, members }) =>
      (argument ?? given?.index) === given?.index && (!member || members === '*' || members === name),
  )
}

function handedByMember(
  tracer: Tracer,
  { callee, arguments: given }: TSESTree.CallExpression,
  { of, name }: MemberValue,
  index: number,
  frame: Frame | undefined,
): TracedValue | undefined {
  const row = tracer.library.rowOf(of, name)?.operation
  if (row?.does === 'transact' && row.clientParameter === index) return tracer.library.clientOf(row, of)
  const expression = innermostExpression(callee)
  if (of.module !== LANGUAGE || expression.type !== 'MemberExpression') return undefined
  const object = tracer.valueOf(expression.object, frame)
  if (object?.kind === 'promise') return name === 'then' && index === 0 ? awaited(tracer, object) : undefined
  if (object?.kind !== 'list') return undefined
  if (!name.startsWith('reduce')) return index === 0 ? elementOf(object) : undefined
  const [, initial] = given
  return index === 1 ? elementOf(object) : initial && index === 0 ? tracer.valueOf(initial, frame) : undefined
}

/** What a function of the project calls its callback with: `fn(client)` in `withClient(fn)`. */
function passedBy(
  tracer: Tracer,
  call: TSESTree.CallExpression,
  callee: TracedValue & { readonly kind: 'function' },
  argument: number,
  index: number,
  frame: Frame | undefined,
): TracedValue | undefined {
  const parameter = callee.node.params[argument]
  const inner = parameter?.type === 'Identifier' ? frameOf(tracer, callee, call.arguments, frame) : undefined
  if (parameter?.type !== 'Identifier' || !inner) return undefined
  const passed = referencesOf(tracer.sources.unitAt(parameter).scopes, parameter).flatMap(({ identifier }) => {
    const made = identifier.parent
    return made.type === 'CallExpression' && made.callee === identifier ? [made.arguments[index]] : []
  })
  const value = agreed(passed.map((one) => one && tracer.valueOf(one, inner)))
  return value?.kind === 'nothing' ? undefined : value
}
