# The images, one target each: gateway, myservice, scenarios.
#   docker build --target gateway -t monopod-gateway .
# compose.yml builds all of them: docker compose up --build --wait

# Dependencies before sources: the first RUN (a build of nothing) runs again only when a pom or the contract changes.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY proto/pom.xml proto/
COPY proto/src/main/proto proto/src/main/proto/
COPY gateway/pom.xml gateway/
COPY myservice/pom.xml myservice/
COPY scenarios/pom.xml scenarios/
COPY console-app/pom.xml console-app/
COPY benchmarks/pom.xml benchmarks/
RUN mvn -B -ntp -q -pl gateway,myservice,scenarios -am -Dmaven.test.skip -Dexec.skip package
COPY . .
RUN mvn -B -ntp -q -pl gateway,myservice,scenarios -am -Dmaven.test.skip -Dexec.skip package

# Only the modules of the JDK that the programs use.
FROM eclipse-temurin:25-jdk AS jlink
RUN jlink --output /jre --no-header-files --no-man-pages --generate-cds-archive \
    --add-modules java.base,java.logging,java.management,java.naming,java.net.http,jdk.unsupported

FROM debian:bookworm-slim AS base
COPY --from=jlink /jre /opt/java
ENV PATH=/opt/java/bin:$PATH

# Starts the programs once as they are started in the images, has a session go through them, and keeps what the JVM
# has learned: classes loaded and linked, in a file that is mapped at the next start (JEP 483, 514).
FROM base AS train
COPY --from=build /src/gateway/target/lib /app/gateway/lib
COPY --from=build /src/gateway/target/monopod-gateway.jar /app/gateway/
COPY --from=build /src/myservice/target/lib /app/myservice/lib
COPY --from=build /src/myservice/target/monopod-myservice.jar /app/myservice/
COPY --from=build /src/scenarios/target/lib /app/scenarios/lib
COPY --from=build /src/scenarios/target/monopod-scenarios.jar /app/scenarios/
COPY deploy/image /app/
RUN /app/train
