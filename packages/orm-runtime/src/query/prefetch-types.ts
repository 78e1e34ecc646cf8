import type { Fields } from '../fields/fields.ts'
import type { AnyPrefetch, Prefetch } from './prefetch.ts'
import type { FieldsOf } from './values.ts'

/** A path of relations, or a `Prefetch` of one. */
export type PrefetchLookup = string | AnyPrefetch

/** Lookups as the call wrote them, each checked by following its path to any depth. */
export type PrefetchLookups<F extends Fields, P extends readonly PrefetchLookup[]> = {
  readonly [I in keyof P]: P[I] extends string
    ? PathCheck<F, P[I], P>
    : P[I] extends Prefetch<infer Path, unknown, string>
      ? PathCheck<F, Path, P> extends Path
        ? P[I]
        : { readonly path: PathCheck<F, Path, P> }
      : never
}

/** The properties that `toAttr` adds to each row. */
export type PrefetchedAttributes<P extends readonly PrefetchLookup[]> = [Attribute<P>] extends [never]
  ? unknown
  : { readonly [K in Attribute<P>]: AttributeValue<P, K> }

type Attribute<P extends readonly PrefetchLookup[]> = OwnAttribute<P[number]>
type OwnAttribute<L> =
  L extends Prefetch<infer Path, unknown, infer A> ? (Path extends `${string}__${string}` ? never : A) : never
type AttributeValue<P extends readonly PrefetchLookup[], K extends string> =
  Extract<P[number], { readonly attribute: K | undefined }> extends Prefetch<string, infer Row, string> ? Row[] : never

/** The path where it leads along relations, else those that there are at its first wrong part. */
type PathCheck<
  F extends Fields,
  Path extends string,
  P extends readonly PrefetchLookup[],
> = Path extends `${infer Head}__${infer Tail}`
  ? Head extends RelationNames<F>
    ? F[Head] extends { readonly '~model': infer M }
      ? PathCheck<FieldsOf<M>, Tail, P> extends Tail
        ? Path
        : `${Head}__${PathCheck<FieldsOf<M>, Tail, P>}`
      : never
    : Head extends Attribute<P>
      ? Path
      : RelationNames<F>
  : Path extends RelationNames<F>
    ? Path
    : RelationNames<F>

/** Told by `kind` alone: more would resolve the related models, which are being declared themselves. */
export type RelationNames<F extends Fields> = {
  [K in keyof F & string]: F[K] extends {
    readonly kind: 'foreignKey' | 'oneToOne' | 'reverse' | 'reverseOne' | 'manyToMany'
  }
    ? K
    : never
}[keyof F & string]
