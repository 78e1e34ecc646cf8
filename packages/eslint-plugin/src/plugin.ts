import { createRequire } from 'node:module'
import type { ESLint, Linter, Rule } from 'eslint'
import { rules } from './rules/index.ts'

const { name, version } = createRequire(import.meta.url)('../package.json') as { name: string; version: string }

const meta = { name, version, namespace: 'orm' } as const

/**
 * The plugin for ESLint's flat configuration. `configs.strict` is `configs.recommended` and more;
 * `configs['recommended-untyped']` is for projects without types, and follows imports in their place.
 */
export const plugin = {
  meta,
  rules,
  configs: {
    get recommended(): Linter.Config {
      return configOf('recommended', ({ docs }) => docs?.recommended === true, 'error')
    },
    get strict(): Linter.Config {
      return configOf('strict', () => true, ['error', { strict: true }])
    },
    get 'recommended-untyped'(): Linter.Config {
      return {
        ...configOf('recommended-untyped', ({ docs }) => (docs as UntypedDocs | undefined)?.untyped === true, 'error'),
        files: ['**/*.{js,mjs,cjs,jsx,ts,tsx,mts,cts}'],
        settings: { [meta.namespace]: { types: 'traced' } },
      }
    },
  },
} satisfies ESLint.Plugin

interface UntypedDocs {
  /** True for a rule whose facts hold where imports are followed in place of types. */
  readonly untyped: boolean
}

/** @param strict the entry of a rule that has a strict mode */
function configOf(name: string, isPart: (meta: Rule.RuleMetaData) => boolean, strict: Linter.RuleEntry): Linter.Config {
  const part = Object.entries(rules).filter(([, rule]) => isPart(rule.meta ?? {}))
  const hasMode = ({ meta: { schema } = {} }: Rule.RuleModule) => Array.isArray(schema) && schema.length > 0
  return {
    name: `${meta.namespace}/${name}`,
    files: ['**/*.{ts,tsx,mts,cts}'],
    plugins: { [meta.namespace]: plugin },
    rules: Object.fromEntries(
      part.map(([rule, module]) => [`${meta.namespace}/${rule}`, hasMode(module) ? strict : 'error'] as const),
    ),
  }
}
