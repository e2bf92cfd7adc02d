{{/* What a service is configured with, as a file: nothing in it is a secret */}}
{{- define "ballast.properties" -}}
{{- $values := .root.Values }}
{{- $authority := include "ballast.database-authority" . }}
# Above what the image says, below the environment
config_ordinal=275
quarkus.datasource.reactive.url=postgresql://{{ $authority }}
quarkus.datasource.username={{ .values.database.role | default .fact.database }}
quarkus.flyway.placeholders.service_role={{ .values.database.role | default .fact.database }}
{{- if $values.postgresql.tls }}
quarkus.datasource.jdbc.url=jdbc:postgresql://{{ $authority }}?sslmode=verify-full&sslrootcert=/etc/ballast/postgresql/ca.crt
quarkus.datasource.reactive.postgresql.ssl-mode=verify-full
quarkus.datasource.reactive.hostname-verification-algorithm=HTTPS
quarkus.datasource.reactive.trust-certificate-pem=true
quarkus.datasource.reactive.trust-certificate-pem.certs=/etc/ballast/postgresql/ca.crt
{{- else }}
quarkus.datasource.jdbc.url=jdbc:postgresql://{{ $authority }}
{{- end }}
kafka.bootstrap.servers={{ include "ballast.kafka-bootstrap" .root }}
{{- if eq $values.kafka.authentication "tls" }}
kafka.security.protocol=SSL
kafka.ssl.truststore.type=PEM
kafka.ssl.truststore.location=/etc/ballast/kafka-ca/ca.crt
kafka.ssl.keystore.type=PKCS12
kafka.ssl.keystore.location=/etc/ballast/kafka-user/user.p12
{{- else if eq $values.kafka.authentication "scram-sha-512" }}
kafka.security.protocol=SASL_SSL
kafka.sasl.mechanism=SCRAM-SHA-512
kafka.ssl.truststore.type=PEM
kafka.ssl.truststore.location=/etc/ballast/kafka-ca/ca.crt
{{- end }}
{{- if .fact.redis }}
quarkus.redis.hosts={{ include "ballast.redis-hosts" . }}
{{- if $values.redis.tls }}
quarkus.redis.tls-configuration-name=redis
quarkus.tls.redis.trust-store.pem.certs=/etc/ballast/redis/ca.crt
quarkus.tls.redis.hostname-verification-algorithm=HTTPS
{{- end }}
{{- end }}
{{- with $values.tracing.endpoint }}
quarkus.otel.exporter.otlp.endpoint={{ . }}
quarkus.otel.exporter.otlp.protocol={{ $values.tracing.protocol }}
quarkus.otel.traces.sampler.arg={{ $values.tracing.share }}
{{- end }}
{{- if .fact.drains }}
quarkus.shutdown.delay={{ include "ballast.drain-delay" . }}s
ballast.delivery.drain-window={{ $values.shutdown.drainWindowSeconds }}s
{{- end }}
{{- range $property, $value := .values.config }}
{{ $property }}={{ $value | toString | replace "\n" "\\n" }}
{{- end }}
{{- end }}
