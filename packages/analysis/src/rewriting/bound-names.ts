import type { TSESTree } from '@typescript-eslint/types'
import type { Binding } from '../passes/independence/find-awaits-in-line.ts'
import type { SequentialGroup } from '../passes/independence/infer-independence.ts'
import type { SourceUnit } from '../types/source-provider.ts'

/** What receives the results, up to the element list: `const [a, , c]: [A, unknown, C] = await `. */
export function boundNames(unit: SourceUnit, { members, annotations }: SequentialGroup): string {
  const patterns = members.map(({ binding }) => patternText(unit, binding))
  const bound = members.findLastIndex(({ binding }) => binding.kind !== 'none')
  if (bound < 0) return 'await '
  const list = patterns.slice(0, bound + 1).join(', ')
  const types = annotations ? `: [${annotations.join(', ')}]` : ''
  const kind = members.find(({ binding }) => binding.kind !== 'none')?.binding.kind
  const [first] = members
  const start = kind === 'assign' ? (needsSemicolon(unit, first.statement) ? ';' : '') : `${kind} `
  return `${start}[${list}]${types} = await `
}

function patternText({ text }: SourceUnit, binding: Binding): string {
  if (binding.kind === 'none') return ''
  const { pattern } = binding
  const isName = pattern.type === 'Identifier' || pattern.type === 'ObjectPattern' || pattern.type === 'ArrayPattern'
  const annotation = isName ? pattern.typeAnnotation : undefined
  return text.slice(pattern.range[0], annotation?.range[0] ?? pattern.range[1]).trimEnd()
}

/** True where a statement that begins with `[` would be read as going on with the one before. */
function needsSemicolon({ text }: SourceUnit, statement: TSESTree.Statement): boolean {
  const block = statement.parent
  const siblings: readonly TSESTree.Node[] =
    block.type === 'BlockStatement' || block.type === 'Program'
      ? block.body
      : block.type === 'SwitchCase'
        ? block.consequent
        : []
  const before = siblings[siblings.indexOf(statement) - 1]
  if (!before) return false
  const end = text[before.range[1] - 1]
  return end !== ';' && !(end === '}' && /^(?:Block|If|For|While|Try|Switch|Function|Class)/.test(before.type))
}
