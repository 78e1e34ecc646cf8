import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import type { Tool } from './measure.ts'

/** The tools that are measured in one project; the first of them is what the others are compared with. */
export function toolsFor(project: string) {
  const eslint = (name: string, rules: string): Tool => ({
    name,
    command: [
      binOf('eslint', 'bin/eslint.js'),
      '--no-config-lookup',
      '--config',
      join(import.meta.dirname, 'lint-config.js'),
      'src',
    ],
    env: { LINT: rules },
    cwd: project,
    exitCodes: [0, 1],
  })
  return {
    tsc: { name: 'tsc --noEmit', command: [binOf('typescript', 'bin/tsc'), '--noEmit'], cwd: project, exitCodes: [0] },
    jscodeshift: {
      name: 'jscodeshift, nothing to do',
      command: [
        binOf('jscodeshift', 'bin/jscodeshift.js'),
        '--run-in-band',
        '--parser=ts',
        '--extensions=ts',
        `--transform=${join(import.meta.dirname, 'jscodeshift-no-op.cjs')}`,
        'src',
      ],
      cwd: project,
      exitCodes: [0],
    },
    parsing: eslint('ESLint with types, no rules', 'no-rules'),
    floatingPromises: eslint('@typescript-eslint/no-floating-promises', 'no-floating-promises'),
    ormRules: eslint('eslint-plugin-orm, recommended', 'orm'),
    ormCodemod: {
      name: 'orm-codemod async --dry',
      command: [resolve(import.meta.dirname, '../packages/codemod/dist/cli.js'), 'async', '--dry'],
      cwd: project,
      exitCodes: [0],
    },
  } satisfies Record<string, Tool>
}

function binOf(packageName: string, script: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), script)
}
