/** Refuses, when it is type-checked, a value of another type than the one named: `is<number>()(value)`. */
export declare function is<T>(): <V>(value: V, ...same: Same<V, T> extends true ? [] : [Same<V, T>]) => void

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : [A, 'is not', B]
