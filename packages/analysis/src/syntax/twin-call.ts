import type { TSESTree } from '@typescript-eslint/types'
import type { Operation } from '../profiles/profile.ts'
import { staticName } from './static-name.ts'

/** What changes in a call when a blocking function's twin takes its place, beside the name. */
export interface TwinCall {
  /** The twin answers `undefined` for what is missing, which its own call does not. */
  readonly missing?: true
  /** The option that the twin does not know. */
  readonly drops?: Option
  /** Where the call has to say that it wants bytes. */
  readonly bytes?: TSESTree.ObjectExpression | TSESTree.CallExpression
}

export interface Option {
  readonly property: TSESTree.Property
  readonly options: TSESTree.ObjectExpression
}

/** A place that calls a blocking function. */
interface CallOfTwin {
  readonly node: TSESTree.Node
  readonly operation: Operation
}

/** Why a call has no twin, as a boundary says what to do. */
export interface NoTwin {
  readonly because: string
}

/** Empty where the twin is called as the blocking function is. */
export function twinCall({ node, operation }: CallOfTwin): TwinCall | NoTwin {
  const { twinDiffers, twinForm } = operation
  if (twinDiffers === true) return BY_HAND
  if (node.type !== 'CallExpression') return {}
  if (node.arguments.some(({ type }) => type === 'SpreadElement')) return twinForm || twinDiffers ? UNSEEN : {}
  const names = twinForm === 'unless-missing' ? [MISSING] : twinDiffers === undefined ? [] : [twinDiffers].flat()
  if (names.length === 0) return {}
  const given = optionsOf(node, twinForm === 'command')
  if (given === 'unseen') return UNSEEN
  const options = given.flatMap((one) => optionsIn(one))
  const decisive = options.find(({ property }) => names.includes(staticName(property) ?? ''))
  if (twinForm === 'unless-missing') return decisive ? unlessMissing(decisive) : {}
  if (decisive) return refused(staticName(decisive.property) ?? '')
  const saysEncoding = options.some(({ property }) => staticName(property) === 'encoding')
  return twinForm === 'command' && !saysEncoding ? { bytes: given.at(-1) ?? node } : {}
}

const MISSING = 'throwIfNoEntry'

function unlessMissing(option: Option): TwinCall | NoTwin {
  const { value } = option.property
  if (value.type !== 'Literal' || typeof value.value !== 'boolean') return UNSEEN
  return value.value ? { drops: option } : { drops: option, missing: true }
}

/** The objects that may hold options. Of a command the last argument alone does; the one before lists its arguments. */
function optionsOf({ arguments: given }: TSESTree.CallExpression, isCommand: boolean) {
  const candidates = given.slice(isCommand && given.length > 2 ? -1 : 1).filter(({ type }) => !NO_OPTIONS.has(type))
  const objects = candidates.filter((one) => one.type === 'ObjectExpression')
  const isSeen = objects.every(({ properties }) => properties.every((one) => one.type === 'Property' && !one.computed))
  return objects.length === candidates.length && isSeen ? objects : 'unseen'
}

const NO_OPTIONS = new Set<string>(['ArrayExpression', 'Literal', 'TemplateLiteral'])

function optionsIn(options: TSESTree.ObjectExpression): Option[] {
  return options.properties.flatMap((property) => (property.type === 'Property' ? { property, options } : []))
}

const BY_HAND: NoTwin = {
  because: 'The asynchronous form is called in another way: write that call by hand, or in a function of your own.',
}

const UNSEEN: NoTwin = {
  because: 'The options decide how the asynchronous form is called: write them as an object in the call itself.',
}

function refused(option: string): NoTwin {
  return {
    because: `The asynchronous form does not take \`${option}\`: start the process and wait for its end by hand.`,
  }
}
