import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import { expect, it } from 'vitest'
import * as exported from 'orm-runtime'
import { RelatedManager } from '../src/querysets/related-manager.generated.ts'
import { RelatedSetManager } from '../src/querysets/related-set-manager.generated.ts'
import { User } from './shop-models.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

it('has the generated files as the table of operations says', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [path('../scripts/generate.mjs'), '--check'])
  expect(stdout).toBe('')
})

const config = ts.getParsedCommandLineOfConfigFile(
  path('types/tsconfig.json'),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  },
)
const program = ts.createProgram(config?.fileNames ?? [], config?.options ?? {})
const file = program.getSourceFile(path('types/model-types.ts'))

it('types models as the examples say, wrong ones included', () => {
  const messages = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
  expect(messages).toEqual([])
  const texts = (config?.fileNames ?? []).map((name) => program.getSourceFile(name)?.text ?? '')
  const refused = texts.flatMap((text) => text.match(/^ *\/\/ @ts-expect-error/gm) ?? [])
  expect(refused.length).toBeGreaterThan(150)
})

it('declares each method on a type of its own name, with its comment', async () => {
  const checker = program.getTypeChecker()
  const comments = new Map<string, string>()
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAccessExpression(node)) {
      const symbol = checker.getSymbolAtLocation(node.name)
      const parent = symbol?.declarations?.[0]?.parent
      if (symbol && parent && ts.isClassDeclaration(parent)) {
        const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker))
        comments.set(`${parent.name?.text}.${node.name.text}`, comment)
      }
    }
    node.forEachChild(visit)
  }
  if (file) visit(file)
  expect(comments.get('Manager.aget')).toContain('The one row that matches.')
  expect(comments.get('QuerySet.orderBy')).toContain('The rows in the order of columns')
  expect(comments.get('Instance.aload')).toContain('The row that a foreign key or a one-to-one relation leads to')
})

it('reads a relation as a property that a foreign key declared', () => {
  const checker = program.getTypeChecker()
  const fields: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'order.user') {
      const declaration = checker.getSymbolAtLocation(node.name)?.declarations?.[0]
      if (declaration && ts.isPropertyAssignment(declaration)) {
        fields.push(checker.getTypeAtLocation(declaration.initializer).symbol.name)
      }
    }
    node.forEachChild(visit)
  }
  if (file) visit(file)
  expect(new Set(fields)).toEqual(new Set(['ForeignKey']))
})

it('gives each twin of the table a method of its own', async () => {
  const profile = await readFile(path('../../analysis/src/profiles/orm-runtime.generated.ts'), 'utf8')
  const twins = [...profile.matchAll(/twin: '([^']+)'/g)].map(([, twin = '']) => twin)
  expect(twins.length).toBeGreaterThan(15)
  const names = [
    ...Object.keys(exported),
    ...namesOf(Object.getPrototypeOf(Object.getPrototypeOf(User.prototype))),
    ...namesOf(Object.getPrototypeOf(User.objects)),
    ...namesOf(Object.getPrototypeOf(User.objects.all())),
    ...namesOf(RelatedManager.prototype),
    ...namesOf(RelatedSetManager.prototype),
    '[Symbol.asyncIterator]',
  ]
  expect(twins.filter((twin) => !names.includes(twin))).toEqual([])
})

const namesOf = (prototype: unknown) => Object.getOwnPropertyNames(prototype)
