import type { ColumnKind, FieldDefinition } from './field-definition.ts'

/** What a value in SQL is: of a column, or of an expression's result. Codecs are made from it. */
export interface ValueType {
  readonly kind: ColumnKind
  /** `char`: characters. */
  readonly maxLength?: number
  /** `decimal`: digits in all, and those behind the point. */
  readonly digits?: number
  readonly places?: number
  /** Where the value stands, for messages: `Order.note`. */
  readonly place: string
  /** The model whose instances may stand for their keys, where the value is a key. */
  readonly target?: string
}

/** The type of a field's column. `kind` is the key's that it refers to, for a foreign key. */
export function valueType(place: string, kind: ColumnKind, field: FieldDefinition, target?: string): ValueType {
  const { maxLength, digits, places } = field
  return {
    kind,
    place,
    ...(maxLength !== undefined && { maxLength }),
    ...(digits !== undefined && { digits }),
    ...(places !== undefined && { places }),
    ...(target !== undefined && { target }),
  }
}
