import { createRequire } from 'node:module'
import type { ESLint, Linter } from 'eslint'
import { rules } from './rules/index.ts'

const { name, version } = createRequire(import.meta.url)('../package.json') as { name: string; version: string }

const meta = { name, version, namespace: 'orm' } as const

/** The plugin for ESLint's flat configuration; `configs.recommended` turns every rule on. */
export const plugin = {
  meta,
  rules,
  configs: {
    get recommended(): Linter.Config {
      return {
        name: 'orm/recommended',
        files: ['**/*.{ts,tsx,mts,cts}'],
        plugins: { [meta.namespace]: plugin },
        rules: Object.fromEntries(Object.keys(rules).map((rule) => [`${meta.namespace}/${rule}`, 'error'] as const)),
      }
    },
  },
} satisfies ESLint.Plugin
