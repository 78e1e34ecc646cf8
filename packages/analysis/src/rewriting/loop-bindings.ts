import type { LoopCallback } from '../passes/propagation/find-loop-callback.ts'
import type { BoundParameter } from '../passes/propagation/loop-body.ts'
import type { SourceUnit } from '../types/source-provider.ts'
import type { LoopForm } from './loop-forms.ts'

/** What a loop binds, and over what it runs. */
export interface LoopBindings {
  /** `const id`, `const [index, id]` … */
  readonly head: string
  /** What stands around the array: `[...ids.entries()].reverse()`. */
  readonly iterated: readonly [open: string, close: string]
  readonly item: string
  readonly index: string
  /** The variable that `reduce` hands on; undefined where the callback's parameter is a variable of its own. */
  readonly accumulator: string | undefined
  /** The name in the callback of what was handed on last. */
  readonly handedOn: string | undefined
  /** Declarations that the body begins with. */
  readonly unpacked: readonly ((result: string) => string)[]
}

type Naming = (wanted: string) => string

export function loopBindings(
  unit: SourceUnit,
  { callback, elements }: LoopCallback,
  { does, stopsWith }: LoopForm,
  freshName: Naming,
  declared: string | undefined,
): LoopBindings {
  const needs = [does, stopsWith].map((write) => write?.({ result: '', item: 'item', index: 'index' }) ?? '').join()
  if (callback.kind === 'none') {
    const item = /\bitem\b/.test(unit.text.slice(...callback.node.range)) ? freshName('item') : 'item'
    return {
      ...places(elements, { item, index: undefined }, 'const'),
      accumulator: undefined,
      handedOn: undefined,
      unpacked: [],
    }
  }
  const isReduced = elements.gives === 'reduced'
  if (callback.kind === 'named') {
    const [, item, index] = isReduced ? callback.parameters : [undefined, ...callback.parameters]
    const bound = { item, index: index ?? (needs.includes('index') ? freshName('index') : undefined) }
    return { ...places(elements, bound, 'const'), accumulator: undefined, handedOn: undefined, unpacked: [] }
  }
  const unpacked: ((result: string) => string)[] = []
  const nameOf = (parameter: BoundParameter | undefined, wanted: string): string | undefined => {
    const isNeeded = needs.includes(wanted)
    if (!parameter) return isNeeded ? freshName(wanted) : undefined
    if (!parameter.isUsed && !isNeeded) return undefined
    const isName = parameter.node.type === 'Identifier' && parameter.isConstant
    if ((isName || !isNeeded) && !parameter.isTyped) return withoutType(unit, parameter)
    const name = freshName(wanted)
    unpacked.push(() => `${parameter.isConstant ? 'const' : 'let'} ${textOf(unit, parameter)} = ${name}`)
    return name
  }
  const item = nameOf(callback.element, 'item')
  const index = nameOf(callback.index, 'index')
  const { accumulator } = callback
  const name = callback.roles.accumulator
  const isOwn = name !== undefined && !accumulator?.isCaptured && (name === declared || callback.isAccumulatorFree)
  if (accumulator && !isOwn)
    unpacked.push((result) => `${accumulator.isConstant ? 'const' : 'let'} ${textOf(unit, accumulator)} = ${result}`)
  const keyword = [callback.element, callback.index].every((one) => !one || one.isConstant) ? 'const' : 'let'
  return {
    ...places(elements, { item, index }, keyword),
    accumulator: isOwn ? name : undefined,
    handedOn: isOwn || accumulator?.isConstant ? name : undefined,
    unpacked,
  }
}

/** A parameter as a loop declares it: without its type, which the array's elements give. */
function withoutType({ text }: SourceUnit, { node }: BoundParameter): string {
  return text.slice(node.range[0], node.typeAnnotation ? node.typeAnnotation.range[0] : node.range[1])
}

function textOf({ text }: SourceUnit, { node }: BoundParameter): string {
  return text.slice(node.range[0], (node.typeAnnotation ?? node).range[1])
}

function places(
  { container, order, grows, mayBeMissing }: LoopCallback['elements'],
  { item, index }: { readonly item: string | undefined; readonly index: string | undefined },
  keyword: 'const' | 'let',
): Pick<LoopBindings, 'head' | 'iterated' | 'item' | 'index'> {
  const open = container === 'length' ? 'Array.from(' : mayBeMissing ? '(' : ''
  const close = `${container === 'length' ? ')' : mayBeMissing ? ' ?? [])' : ''}${grows ? '.slice()' : ''}`
  const bound = index === undefined ? (item ?? '_') : item === undefined ? index : `[${index}, ${item}]`
  const method = methodOf(container, item, index)
  const iterated: [string, string] =
    order === 'forward'
      ? [open, `${close}${method}`]
      : method === ''
        ? [open, `${close}.toReversed()`]
        : [`[...${open}`, `${close}${method}].reverse()`]
  const isBare = mayBeMissing && iterated[1] === ' ?? [])'
  return {
    head: `${keyword} ${bound}`,
    iterated: isBare ? ['', ' ?? []'] : iterated,
    item: item ?? '_',
    index: index ?? '_',
  }
}

function methodOf(
  container: LoopCallback['elements']['container'],
  item: string | undefined,
  index: string | undefined,
): string {
  if (container === 'map') return index === undefined ? '.values()' : item === undefined ? '.keys()' : ''
  if (index === undefined) return ''
  return item === undefined ? '.keys()' : '.entries()'
}
