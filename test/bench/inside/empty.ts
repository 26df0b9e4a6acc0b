/** What a measured process imports before the function. */
export const empty = true
