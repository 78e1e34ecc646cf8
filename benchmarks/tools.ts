import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import type { Tool } from './measure.ts'

/** ESLint with one of the configurations of lint-config.js, on folders of a project. */
export function eslint(name: string, config: string, project: string, folders: readonly string[] = ['src']): Tool {
  const settings = join(import.meta.dirname, 'lint-config.js')
  return {
    name,
    command: [
      ...['--max-old-space-size=8192', binOf('eslint', 'bin/eslint.js'), '--no-config-lookup', '--config', settings],
      ...['--no-inline-config', ...folders],
    ],
    env: { LINT: config },
    cwd: project,
    exitCodes: [0, 1],
  }
}

/** The tools that are measured in one project; the first of them is what the others are compared with. */
export function toolsFor(project: string) {
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
    floatingPromises: eslint('@typescript-eslint/no-floating-promises', 'no-floating-promises', project),
    loadProgram: {
      name: 'a program, made and not checked',
      command: [join(import.meta.dirname, 'load-program.js')],
      cwd: project,
      exitCodes: [0],
    },
    ormCodemod: ormCodemod(project, 'orm-codemod async --dry'),
  } satisfies Record<string, Tool>
}

/** The codemod, on the whole project or on what begins under some of its paths. */
export function ormCodemod(project: string, name: string, ...paths: readonly string[]): Tool {
  return {
    name,
    command: [resolve(import.meta.dirname, '../packages/codemod/dist/cli.js'), 'async', '--dry', ...paths],
    cwd: project,
    exitCodes: [0],
  }
}

function binOf(packageName: string, script: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), script)
}
