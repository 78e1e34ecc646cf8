import type { Rule } from 'eslint'
import { inOrder, type AnalysisContext, type Rewrite, type SourceUnit } from 'orm-analysis'
import type { TSESTree } from '@typescript-eslint/types'
import { analysisOfFile, hasTypes } from './analysis-of-file.ts'
import { isTraced, type OrmSettings } from './settings.ts'
import { tracedAnalysisOfFile } from './traced-analysis.ts'

/** A rule that renders the facts of one pass: it has no analysis and no state of its own. */
export interface FactRule<Fact, MessageId extends string> {
  readonly name: string
  /** What it reports, as the documentation's first sentence. */
  readonly description: string
  /** The first configuration that it is part of: `strict` is `recommended` and more. */
  readonly config: 'recommended' | 'strict'
  /** True where the option `strict` makes a difference: the strict configuration turns it on. */
  readonly hasStrictMode?: true
  /** True where the facts are proofs over all callees, or rest on types that tracing does not find. */
  readonly needsTypes?: true
  /** False where no report has a suggestion. */
  readonly hasSuggestions?: false
  readonly messages: Readonly<Record<MessageId, string>>
  readonly facts: (context: AnalysisContext, unit: SourceUnit, mode: RuleMode) => readonly Fact[]
  readonly report: (fact: Fact, unit: SourceUnit) => FactReport<MessageId>
}

export type RuleMode = 'recommended' | 'strict'

export interface FactReport<MessageId extends string> {
  readonly node: TSESTree.Node
  readonly message: MessageId
  readonly data: Readonly<Record<string, string>>
  /** Offered in the editor; never applied unasked. */
  readonly suggestion?: Rewrite | undefined
}

export function factRule<Fact, MessageId extends string>(rule: FactRule<Fact, MessageId>): Rule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: docsOf(rule),
      hasSuggestions: rule.hasSuggestions ?? true,
      schema: rule.hasStrictMode ? STRICT_MODE : [],
      ...(rule.hasStrictMode && { defaultOptions: [{ strict: false }] }),
      messages: { ...rule.messages, [UNTYPED]: UNTYPED_MESSAGE, [SUGGESTION]: '{{title}}' },
    },
    create: (context) => {
      const settings = (context.settings['orm'] ?? {}) as OrmSettings
      const traced = isTraced(settings)
      return traced || hasTypes(context.sourceCode)
        ? { 'Program:exit': () => reportFacts(rule, context, settings, traced ? 'traced' : 'typed') }
        : { Program: () => reportUntyped(context) }
    },
  }
}

/** `requiresTypeChecking` is what typescript-eslint's tools read. */
export function docsOf({
  name,
  description,
  config,
  needsTypes,
}: Pick<FactRule<never, never>, 'name' | 'description' | 'config' | 'needsTypes'>) {
  const recommended = config === 'recommended'
  const untyped = recommended && needsTypes !== true
  return { description, recommended, untyped, requiresTypeChecking: true, url: `${DOCUMENTATION}${name}.md` }
}

const STRICT_MODE: Rule.RuleMetaData['schema'] = [
  {
    type: 'object',
    properties: { strict: { type: 'boolean', description: 'Reports what has no remedy in the library, too.' } },
    additionalProperties: false,
  },
]

const DOCUMENTATION = 'https://github.com/async-orm/async-orm/blob/main/docs/rules/'

const UNTYPED = 'untyped'
const UNTYPED_MESSAGE =
  'eslint-plugin-orm reads types, and this file was parsed without them. Turn them on with the parser of ' +
  'typescript-eslint: `languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } }`. ' +
  'For a project without types there is `orm.configs["recommended-untyped"]`, which follows imports.'

const SUGGESTION = 'suggestion'

/** Files that have been said to be without types: once is enough, whichever rule comes first. */
const told = new WeakSet<Rule.RuleContext['sourceCode']>()

function reportUntyped(context: Rule.RuleContext): void {
  if (told.has(context.sourceCode)) return
  told.add(context.sourceCode)
  context.report({ loc: { line: 1, column: 0 }, messageId: UNTYPED })
}

function reportFacts<Fact, MessageId extends string>(
  rule: FactRule<Fact, MessageId>,
  context: Rule.RuleContext,
  settings: OrmSettings,
  types: 'typed' | 'traced',
): void {
  const [options] = context.options as [{ readonly strict?: boolean }?]
  const mode = options?.strict ? 'strict' : 'recommended'
  const analysis =
    types === 'traced'
      ? tracedAnalysisOfFile(context.sourceCode, context.filename, settings, context.cwd)
      : analysisOfFile(context.sourceCode, settings, context.cwd, mode)
  if (!analysis) return
  for (const fact of rule.facts(analysis.context, analysis.unit, mode)) {
    const report = rule.report(fact, analysis.unit)
    context.report({
      loc: report.node.loc,
      messageId: report.message,
      data: report.data,
      suggest: report.suggestion ? [suggest(report.suggestion)] : [],
    })
  }
}

function suggest({ title, edits }: Rewrite): Rule.SuggestionReportDescriptor {
  return {
    messageId: SUGGESTION,
    data: { title },
    fix: (fixer) => inOrder(edits).map(({ at, remove, insert }) => fixer.replaceTextRange([at, at + remove], insert)),
  }
}
