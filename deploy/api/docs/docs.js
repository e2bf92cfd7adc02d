// Shows the document beside this folder. Nothing is asked of another origin, and a token is forgotten with the page.
SwaggerUIBundle({
  url: new URL('../openapi.yaml', document.baseURI).pathname,
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  validatorUrl: null,
  persistAuthorization: false,
});

// Swagger UI's sheet sets what a tag is about beside its name, and a column of links beside each answer: on a telephone that
// leaves a letter a line.
const telephone = new CSSStyleSheet();
telephone.replaceSync(`@media (max-width: 560px) {
  .swagger-ui .opblock-tag { flex-wrap: wrap; }
  .swagger-ui .opblock-tag small { flex-basis: 100%; order: 1; padding: 0; }
  .swagger-ui .response-col_links { display: none; }
  .swagger-ui .opblock-body select { min-width: 0; }
}`);
document.adoptedStyleSheets.push(telephone);
