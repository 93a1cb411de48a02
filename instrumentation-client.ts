// Next runs this before any other module of the page. Zod decides while a schema is built whether it may
// compile; the content security policy has no 'unsafe-eval', and already the probe would violate it.
import { z } from "zod";

z.config({ jitless: true });
