/** Stands in for the package "server-only", which does nothing but refuse to load in a browser. */
export const onServer = true;
