/** An account of nobody. */
export const USER = '5e0b1a7c'
export const DOMAIN = 'bj.bcebos.com'
export const FUNCTION_BRN = 'brn:bce:cfc:bj:0123456789abcdef0123456789abcdef:function:shop-api:$LATEST'
