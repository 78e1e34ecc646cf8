// The configurations that `npm run bench:lint` measures, chosen by LINT: one tool's rules at a time, on the same parser.
import orm from 'eslint-plugin-orm'
import tseslint from 'typescript-eslint'

const parser = {
  files: ['**/*.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
}

const configs = {
  'no-rules': [parser],
  'no-floating-promises': [
    {
      ...parser,
      plugins: { '@typescript-eslint': tseslint.plugin },
      rules: { '@typescript-eslint/no-floating-promises': 'error' },
    },
  ],
  orm: [parser, orm.configs.recommended],
}

export default configs[process.env.LINT]
