import type { Rule } from 'eslint'
import type { TSESTree } from '@typescript-eslint/types'
import { docsOf, type FactRule, type FactReport } from './fact-rule.ts'

/** A rule about comments: it needs no types, and looks at every file, whatever libraries that reaches. */
export interface CommentRule<Fact, MessageId extends string> extends Pick<
  FactRule<Fact, MessageId>,
  'name' | 'description' | 'config' | 'messages'
> {
  readonly facts: (file: Pick<TSESTree.Program, 'comments'>) => readonly Fact[]
  readonly report: (fact: Fact) => Omit<FactReport<MessageId>, 'node' | 'suggestion'> & {
    readonly node: TSESTree.Comment
  }
}

export function commentRule<Fact, MessageId extends string>(rule: CommentRule<Fact, MessageId>): Rule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: Object.assign(docsOf(rule), { requiresTypeChecking: false }),
      schema: [],
      messages: rule.messages,
    },
    create: (context) => ({
      Program: () => {
        for (const fact of rule.facts(context.sourceCode.ast as Pick<TSESTree.Program, 'comments'>)) {
          const { node, message, data } = rule.report(fact)
          context.report({ loc: node.loc, messageId: message, data })
        }
      },
    }),
  }
}
