import { readFileSync } from 'node:fs'
import ts from 'typescript'

/**
 * The JSON schema of `settings.orm` and `orm.config.json`, from the types in `src/profiles/profile.ts`: a column that is
 * added there is one that projects can write. What people may leave out, and the words that refuse, are written here.
 */
export function profileSchema(): object {
  const file = ts.createSourceFile('profile.ts', readFileSync(SOURCE, 'utf8'), ts.ScriptTarget.Latest, true)
  const interfaces = new Map(
    file.statements.filter(ts.isInterfaceDeclaration).map((declared) => [declared.name.text, declared] as const),
  )
  const aliases = new Map(
    file.statements.filter(ts.isTypeAliasDeclaration).map((declared) => [declared.name.text, declared.type] as const),
  )

  const objectOf = (name: string, isPartial: boolean) => {
    const members = interfaces.get(name)?.members.filter(ts.isPropertySignature) ?? []
    const required = members.filter((member) => !isPartial && !member.questionToken)
    return {
      type: 'object',
      additionalProperties: false,
      ...(required.length > 0 && { required: required.map((member) => member.name.getText()) }),
      properties: Object.fromEntries(members.map((member) => [member.name.getText(), propertyOf(member)])),
    }
  }
  const propertyOf = (member: ts.PropertySignature) => ({
    description: ts
      .getJSDocCommentsAndTags(member)
      .map((comment) => ts.getTextOfJSDocComment(comment.comment) ?? '')
      .join(' ')
      .replace(/\s+/g, ' '),
    ...schemaOf(member.type!),
  })
  const schemaOf = (type: ts.TypeNode): object => {
    if (type.kind === ts.SyntaxKind.StringKeyword) return { type: 'string', minLength: 1 }
    if (type.kind === ts.SyntaxKind.NumberKeyword) return { type: 'integer', minimum: 0 }
    if (type.kind === ts.SyntaxKind.BooleanKeyword) return { type: 'boolean' }
    if (ts.isTypeOperatorNode(type)) return schemaOf(type.type)
    if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOf(type.elementType) }
    if (ts.isLiteralTypeNode(type)) return { enum: [literalOf(type)] }
    if (ts.isUnionTypeNode(type)) return unionOf(type.types)
    if (!ts.isTypeReferenceNode(type)) throw new Error(`profile.ts has a type without a schema: ${type.getText()}`)
    const [first, second] = type.typeArguments ?? []
    const name = type.typeName.getText()
    if (name === 'Readonly' && first) return schemaOf(first)
    if (name === 'Record' && second) return { type: 'object', additionalProperties: schemaOf(second) }
    const alias = aliases.get(name)
    return alias ? schemaOf(alias) : { $ref: `#/definitions/${name}` }
  }
  const unionOf = (types: readonly ts.TypeNode[]): object => {
    const literals = types.filter(ts.isLiteralTypeNode).map(literalOf)
    if (literals.length === types.length) return { enum: literals }
    if (types.some((type) => ts.isTypeReferenceNode(type) || ts.isTypeOperatorNode(type)))
      return { anyOf: types.map(schemaOf) }
    return { type: [...new Set(types.map(typeName))] }
  }

  const { name, modules, functions, ...columns } = objectOf('Profile', true).properties
  const nested = [...interfaces.keys()].filter((one) => one !== 'Profile' && one !== 'Operation')
  const operation = objectOf('Operation', true)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Profiles for eslint-plugin-orm and orm-codemod',
    description:
      'What `settings.orm` and `orm.config.json` hold: what is known of libraries and of functions of your own.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      profiles: { type: 'array', items: { $ref: '#/definitions/Profile' }, remedy: 'list the profiles in an array' },
    },
    definitions: {
      Profile: {
        type: 'object',
        additionalProperties: false,
        anyOf: [{ required: ['module'] }, { required: ['modules'] }],
        allOf: [
          {
            anyOf: ['exports', 'functions', 'types', 'lazyTypes', 'builderTypes', 'callbacks'].map((column) => ({
              required: [column],
            })),
          },
        ],
        properties: {
          module: { description: 'A package, or a file of the project.', type: 'string', minLength: 1, remedy: MODULE },
          name,
          exports: {
            if: { type: 'array' },
            then: { description: 'Functions that became asynchronous.', items: { type: 'string', minLength: 1 } },
            else: { ...functions, remedy: EXPORTS },
          },
          ...columns,
          functions,
          modules: { ...modules, minItems: 1, remedy: 'list packages or files' },
        },
      },
      Operation: {
        if: { type: 'string' },
        then: {
          enum: ['async'],
          description: 'The same call is awaited.',
          remedy: ROW,
        },
        else: {
          ...operation,
          remedy: ROW,
          properties: {
            ...operation.properties,
            twin: { ...operation.properties['twin'], minLength: 1, remedy: TWIN },
          },
        },
      },
      ...Object.fromEntries(nested.map((one) => [one, objectOf(one, false)])),
    },
  }
}

const SOURCE = new URL('../src/profiles/profile.ts', import.meta.url)
const MODULE = 'name a package or a file, such as "./src/http.ts"'
const ROW = 'write "async", or an object with twin, effect and throws'
const EXPORTS = 'write an object with a row for each function, or a list of those that became asynchronous'
const TWIN = 'name the asynchronous export, or write "same" if the same call is awaited instead'

function typeName(type: ts.TypeNode): string {
  if (type.kind === ts.SyntaxKind.NumberKeyword) return 'integer'
  if (!ts.isLiteralTypeNode(type)) return 'string'
  const literal = literalOf(type)
  return literal === null ? 'null' : typeof literal
}

function literalOf({ literal }: ts.LiteralTypeNode): string | boolean | null {
  if (ts.isStringLiteral(literal)) return literal.text
  return literal.kind === ts.SyntaxKind.NullKeyword ? null : literal.kind === ts.SyntaxKind.TrueKeyword
}
