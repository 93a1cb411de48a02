// What a password must be, for server and forms: only its length counts.

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;
