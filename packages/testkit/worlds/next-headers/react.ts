/** As React's `use`: it takes the promise, and answers its value while rendering. */
export declare function use<Value>(promise: Promise<Value>): Value
