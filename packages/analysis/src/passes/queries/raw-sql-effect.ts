import type { TSESTree } from '@typescript-eslint/types'
import type { ProfiledOperation } from '../../profiles/profile-index.ts'
import type { Effect } from '../../profiles/profile.ts'
import { staticName } from '../../syntax/static-name.ts'
import { innermostExpression } from '../../syntax/transparent-parent.ts'
import { walk } from '../../syntax/walk.ts'
import type { AnalysisContext } from '../../types/analysis-context.ts'
import type { TypeOracle } from '../../types/type-oracle.ts'

/**
 * The effect of a call that may be given SQL as text. Literal text that only selects is a read; text that locks, draws
 * from a sequence or changes settings is a write, also inside a query by builder (semantics.md B8, B12). Text that is put
 * together is no literal: what a template holds must be a value, for an object may bring SQL of its own.
 */
export function effectOfRawSql({ oracle }: AnalysisContext, call: CallNode, declared: Effect): Effect {
  const texts = literalTexts(call)
  if (texts.some((text) => WRITING.test(text)) && declared !== 'unknown') return 'write'
  const text = call.type === 'TaggedTemplateExpression' ? call : textGiven(call)
  if (declared !== 'unknown' || !text || !isLiteral(oracle, text)) return declared
  const [sql = ''] = textsIn(text.type === 'TaggedTemplateExpression' ? text.quasi : text)
  if (/^\s*(?:insert|update|delete|replace|merge)\b/i.test(sql)) return 'write'
  if (!/^\s*(?:select|with)\b/i.test(sql)) return declared
  return texts.some((text) => WRITING.test(text) || CHANGING.test(text)) ? 'unknown' : 'read'
}

/** An operation whose effect only its text tells, with what that says. A read by text finds nothing without throwing. */
export function operationByText(
  context: AnalysisContext,
  call: CallNode,
  profiled: ProfiledOperation,
): ProfiledOperation {
  const { operation } = profiled
  if (operation.effect !== 'unknown') return profiled
  const effect = effectOfRawSql(context, call, 'unknown')
  if (effect === 'unknown') return profiled
  return { ...profiled, operation: { ...operation, effect, ...(effect === 'read' && { throws: 'infrastructure' }) } }
}

/** True for literal SQL whose result says how far a later query may read. */
export function readsWatermark(call: CallNode): boolean {
  if (call.type !== 'TaggedTemplateExpression' && !textGiven(call)) return false
  return literalTexts(call).some((text) => WATERMARK.test(selected(text)))
}

type CallNode = TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression

/** What a statement asks for; the whole text of a piece of SQL. */
function selected(text: string): string {
  return /^\s*select\b([^]*?)\bfrom\b/i.exec(text)?.[1] ?? text
}

const WATERMARK = /\b(?:max|now|version|txid_current|pg_current_\w+)\s*\(|\bcurrent_timestamp\b/i
const WRITING =
  /\b(?:nextval|setval|set_config|pg_(?:try_)?advisory\w*|get_lock|release_lock|last_insert_rowid)\s*\(|\bfor\s+(?:no\s+key\s+)?(?:update|share)\b|^\$(?:out|merge)$/i
const CHANGING = /\b(?:insert|update|delete|merge|truncate|create|drop|alter|into|call|exec)\b|;\s*\S/i

/** True where the whole text is there to be read: one literal, or one template with values in it. */
function isLiteral(oracle: TypeOracle, text: TSESTree.Node): boolean {
  if (text.type === 'TaggedTemplateExpression') return holdsValues(oracle, text)
  if (text.type === 'TemplateLiteral') return text.expressions.length === 0
  return text.type === 'Literal'
}

/** The SQL that a call is given: its first argument, or what that has under the name `text` or `sql`. */
function textGiven(call: TSESTree.CallExpression | TSESTree.NewExpression): TSESTree.Node | undefined {
  const [first] = call.arguments
  if (!first) return undefined
  const given = innermostExpression(first)
  if (given.type !== 'ObjectExpression') return isText(given) ? given : undefined
  for (const property of given.properties)
    if (property.type === 'Property' && ['text', 'sql'].includes(staticName(property) ?? '')) return property.value
  return undefined
}

function isText(node: TSESTree.Node): boolean {
  return node.type === 'TaggedTemplateExpression' || node.type === 'TemplateLiteral' || node.type === 'Literal'
}

/** True where a template holds values, and pieces of SQL that are templates of the same tag. */
function holdsValues(oracle: TypeOracle, { tag, quasi }: TSESTree.TaggedTemplateExpression): boolean {
  const isHeld = (expression: TSESTree.Node): boolean => {
    const node = innermostExpression(expression)
    if (node.type === 'ConditionalExpression') return isHeld(node.consequent) && isHeld(node.alternate)
    if (node.type === 'TaggedTemplateExpression') return isSameName(node.tag, tag) && holdsValues(oracle, node)
    // Names of columns and lists of values: `sql(ids)`.
    if (node.type === 'CallExpression') return isSameName(node.callee, tag)
    return oracle.isPrimitive(node)
  }
  return quasi.expressions.every(isHeld)
}

function isSameName(left: TSESTree.Node, right: TSESTree.Node): boolean {
  return left.type === 'Identifier' && right.type === 'Identifier' && left.name === right.name
}

function literalTexts(call: CallNode): string[] {
  return call.type === 'TaggedTemplateExpression' ? textsIn(call.quasi) : call.arguments.flatMap(textsIn)
}

function textsIn(code: TSESTree.Node): string[] {
  const texts: string[] = []
  walk(code, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') texts.push(node.value)
    if (node.type === 'TemplateLiteral') texts.push(node.quasis.map(({ value }) => value.raw).join('$'))
    // A stage of an aggregation: `{ $out: 'totals' }`.
    if (node.type === 'Identifier' && node.name.startsWith('$')) texts.push(node.name)
  })
  return texts
}
