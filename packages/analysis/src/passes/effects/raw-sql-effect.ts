import type { TSESTree } from '@typescript-eslint/types'
import type { Effect } from '../../profiles/profile.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { TypeOracle } from '../../types/type-oracle.ts'

/**
 * The effect of a call that may be given SQL as text. Literal text that only selects is a read; text that locks, draws
 * from a sequence or changes settings is a write, also inside a query by builder (semantics.md B8, B12). Text that is put
 * together is no literal: what a template holds must be a value, for an object may bring SQL of its own.
 */
export function effectOfRawSql(
  { oracle }: AnalysisContext,
  call: TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression,
  declared: Effect,
): Effect {
  const texts = literalTexts(call)
  if (texts.some((text) => WRITING.test(text)) && declared !== 'unknown') return 'write'
  const [sql] = texts
  return declared === 'unknown' && sql !== undefined && isLiteral(oracle, call) && /^\s*(?:select|with)\b/i.test(sql)
    ? texts.some((text) => WRITING.test(text) || CHANGING.test(text))
      ? 'unknown'
      : 'read'
    : declared
}

/** True for literal SQL whose result says how far a later query may read. */
export function readsWatermark(
  call: TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression,
): boolean {
  return call.type === 'TaggedTemplateExpression' && literalTexts(call).some((text) => WATERMARK.test(text))
}

const WATERMARK = /\b(?:max|now|version|txid_current|pg_current_\w+)\s*\(|\bcurrent_timestamp\b/i
const WRITING =
  /\b(?:nextval|setval|set_config|pg_(?:try_)?advisory\w*|get_lock|release_lock|last_insert_rowid)\s*\(|\bfor\s+(?:no\s+key\s+)?(?:update|share)\b/i
const CHANGING = /\b(?:insert|update|delete|merge|truncate|create|drop|alter|into|call|exec)\b|;\s*\S/i

/** True where the whole text is there to be read: one literal, or one template with primitive values in it. */
function isLiteral({ isPrimitive }: TypeOracle, call: TSESTree.Node): boolean {
  if (call.type !== 'CallExpression') return false
  const [first] = call.arguments
  if (first?.type === 'Literal') return true
  return first?.type === 'TaggedTemplateExpression' && first.quasi.expressions.every(isPrimitive)
}

function literalTexts(call: TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression) {
  const texts: string[] = []
  const given = call.type === 'TaggedTemplateExpression' ? [call.quasi] : call.arguments
  for (const argument of given)
    walk(argument, (node) => {
      if (node.type === 'Literal' && typeof node.value === 'string') texts.push(node.value)
      if (node.type === 'TemplateLiteral') texts.push(node.quasis.map(({ value }) => value.raw).join('$'))
    })
  return texts
}
